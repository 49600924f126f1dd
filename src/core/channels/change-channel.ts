import type { z } from "zod";
import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import { channelRoom, membersRoom } from "@/lib/rooms";
import { nameKey } from "@/lib/name-key";
import type { changeChannelInput } from "@/lib/inputs/chat";
import { readRefusal } from "../access/read-refusal";
import { liveAccess } from "../access/guards";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";
import { conflict, sqlState, UNIQUE_VIOLATION } from "../errors";
import { realtime } from "../realtime";
import { forEveryone, readChannel } from "./channel-row";

export type ChannelWish = z.infer<typeof changeChannelInput>;

/**
 * Renames a channel, sets its topic, archives it or brings it back.
 * @throws AppError FORBIDDEN (guests; archiving is for owners and admins), NOT_FOUND, CONFLICT (name taken)
 */
export async function changeChannel(
  principal: Principal,
  channelId: string,
  wish: ChannelWish,
): Promise<Channel> {
  assertCan(principal, wish.archived === undefined ? "channel.change" : "channel.archive");
  await updateChannel(principal, channelId, wish);
  const channel = await readChannel(channelId, principal.userId);
  const audience = [channelRoom(channelId)];
  if (channel.visibility === "public") audience.push(membersRoom(principal.workspace.id));
  realtime().publish(audience, "channel:updated", { channel: forEveryone(channel) });
  return channel;
}

async function updateChannel(
  principal: Principal,
  channelId: string,
  { name, topic, archived }: ChannelWish,
): Promise<void> {
  const archivedAt =
    archived === undefined
      ? sql`c.archived_at`
      : archived
        ? sql`coalesce(c.archived_at, now())`
        : sql`NULL`;
  try {
    const changed = await rows(sql`WITH ${liveAccess(principal)}
      UPDATE channel c SET name = coalesce(${name ?? null}, c.name),
        name_key = coalesce(${name === undefined ? null : nameKey(name)}, c.name_key),
        topic = coalesce(${topic ?? null}, c.topic), archived_at = ${archivedAt}
      FROM live_access WHERE c.id = ${channelId} AND c.kind = 'channel' AND ${visible(principal)}
      RETURNING c.id`);
    if (changed.length === 0) throw await readRefusal(principal, "Channel");
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw conflict("There is a channel with this name already. Choose another name.");
  }
}
