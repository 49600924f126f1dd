import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import { logger } from "@/lib/logger";
import { channelRoom, membersRoom } from "@/lib/rooms";
import { isChannelMember } from "../access/rules";
import { realtime } from "../realtime";
import { sharedColumns, toSharedChannel } from "./channel-row";

/**
 * Publishes these channels to everyone who sees them, for example when somebody joined or left: a person who writes
 * must know who reads. Call it after the commit. A failure is only logged, because the change is already committed. A
 * page gets the current state when it connects or opens the channel.
 */
export async function publishChannels(channelIds: string[]): Promise<void> {
  if (channelIds.length === 0) return;
  await publishWhere(sql`c.id IN ${among(channelIds)}`);
}

/** As `publishChannels`, for every channel and direct conversation of a workspace that any of these people is in. */
export async function publishChannelsOf(workspaceId: string, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  const anyOfThem = sql`ANY (ARRAY${among(userIds)})`;
  await publishWhere(
    sql`c.workspace_id = ${workspaceId} AND ${isChannelMember(anyOfThem, sql`c.id`)}`,
  );
}

async function publishWhere(chosen: SQL): Promise<void> {
  try {
    await publishChosen(chosen);
  } catch (error) {
    logger().warn({ err: error }, "a change of channels could not be told");
  }
}

async function publishChosen(chosen: SQL): Promise<void> {
  const found = await rowsOf(
    { ...sharedColumns, workspaceId: sql<string>`c.workspace_id` },
    (list) => sql`SELECT ${list} FROM channel c WHERE c.kind <> 'import' AND ${chosen}`,
  );
  for (const row of found) {
    const audience = [channelRoom(row.id)];
    if (row.visibility === "public") audience.push(membersRoom(row.workspaceId));
    realtime().publish(audience, "channel:updated", { channel: toSharedChannel(row) });
  }
}
