import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows, rowsOf } from "@/db/client";
import { guestsOfChannelRoom, membersRoom } from "@/lib/rooms";
import { livingNode, nodeId } from "../access/nodes";
import { membershipWithChannel } from "../access/rules";
import { realtime } from "../realtime";

export interface PresentPerson {
  workspaceId: string;
  userId: string;
}

/**
 * Records the first connection of a person on this node. If it is their first on any node, people who may know it are
 * notified.
 */
export async function noteArrival(person: PresentPerson): Promise<void> {
  const { workspaceId, userId } = person;
  const [arrived] = await rows<{ elsewhere: boolean }>(sql`
    WITH p AS (INSERT INTO presence (node_id, workspace_id, user_id)
      SELECT id, ${workspaceId}, ${userId} FROM node WHERE id = ${nodeId()}
      ON CONFLICT DO NOTHING RETURNING *)
    SELECT ${isConnected(sql`p.workspace_id`, sql`p.user_id`, sql`p.node_id`)} AS elsewhere FROM p`);
  if (arrived && !arrived.elsewhere) await publishPresence([person], "online");
}

/** Columns of a person `p` whose connections on a node are gone. */
const goneColumns = {
  workspaceId: sql<string>`p.workspace_id`,
  userId: sql<string>`p.user_id`,
};

/**
 * Records that the last connection of a person on this node is gone. If it was their last on any node, people are
 * notified.
 */
export async function noteDeparture({ workspaceId, userId }: PresentPerson): Promise<void> {
  const gone = await rowsOf(
    goneColumns,
    (list) => sql`DELETE FROM presence p WHERE p.node_id = ${nodeId()}
      AND p.workspace_id = ${workspaceId} AND p.user_id = ${userId} RETURNING ${list}`,
  );
  await publishPresence(gone, "offline");
}

/**
 * Removes silent nodes from the registry, and with them the presence of people who were connected only there. Every
 * node may call it; the first call does the work.
 */
export async function removeSilentNodes(nodeIds: string[]): Promise<void> {
  const gone = await rowsOf(
    goneColumns,
    (list) => sql`
    WITH dead AS (DELETE FROM node n WHERE n.id IN ${among(nodeIds)}
      AND NOT ${livingNode()} RETURNING n.id),
    p AS (SELECT presence.* FROM presence JOIN dead ON dead.id = presence.node_id)
    SELECT DISTINCT ${list} FROM p`,
  );
  await publishPresence(gone, "offline");
}

/**
 * Members get the presence of everyone, guests only of people with whom they share a channel. One publish for each
 * person. Whether somebody has another connection is read after the departure is committed: when the last connections
 * on two nodes close at once, at least the second node then sees that none is left.
 */
async function publishPresence(
  people: PresentPerson[],
  status: "online" | "offline",
): Promise<void> {
  for (const { workspaceId, userId } of people) {
    const [now] = await rowsOf(
      {
        online: isOnline(workspaceId),
        channelIds: sql<string[]>`coalesce((SELECT json_agg(c.id) FROM ${membershipWithChannel}
          WHERE cm.user_id = u.id AND c.workspace_id = ${workspaceId}), '[]'::json)`,
      },
      (list) => sql`SELECT ${list} FROM (SELECT ${userId}::text AS id) u`,
    );
    if (!now || (status === "offline" && now.online)) continue;
    const audience = [membersRoom(workspaceId), ...now.channelIds.map(guestsOfChannelRoom)];
    realtime().publish(audience, "presence:updated", { userId, status });
  }
}

/** The condition that a person, `u` if nobody is named, is connected to the workspace right now. */
export function isOnline(workspaceId: string, userId: SQL = sql`u.id`) {
  return isConnected(sql`${workspaceId}`, userId);
}

/**
 * The condition that a person is connected to a workspace on a living node.
 * @param besides the node whose connections do not count
 */
function isConnected(workspaceId: SQL, userId: SQL, besides?: SQL) {
  const counts = besides ? sql`e.node_id <> ${besides} AND ${livingNode()}` : livingNode();
  return sql<boolean>`EXISTS (SELECT 1 FROM presence e JOIN node n ON n.id = e.node_id
    WHERE e.workspace_id = ${workspaceId} AND e.user_id = ${userId} AND ${counts})`;
}
