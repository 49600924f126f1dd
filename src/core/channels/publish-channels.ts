import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { logger } from "@/lib/logger";
import { channelRoom, membersRoom } from "@/lib/rooms";
import { isChannelMember } from "../access/rules";
import { realtime } from "../realtime";
import { sharedColumns, toSharedChannel } from "./channel-row";

/**
 * Tells everyone who sees these channels how they are now, as when somebody came or went: who writes must
 * know who reads. Call it after the commit: what was done stands, so failing to tell of it is logged and no failure
 * of what was done; a page learns it anew when it connects or opens the channel.
 */
export async function publishChannels(channelIds: string[]): Promise<void> {
  if (channelIds.length === 0) return;
  await publishWhere(
    sql`c.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(channelIds)}::jsonb))`,
  );
}

/** As `publishChannels`, for every channel and direct conversation of a workspace that somebody is in. */
export async function publishChannelsOf(workspaceId: string, userId: string): Promise<void> {
  await publishWhere(
    sql`c.workspace_id = ${workspaceId} AND ${isChannelMember(userId, sql`c.id`)}`,
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
