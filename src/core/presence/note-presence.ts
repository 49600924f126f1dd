import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import { guestsOfChannelRoom, membersRoom } from "@/lib/rooms";
import { livingNode, nodeId } from "../access/nodes";
import { membershipWithChannel } from "../access/rules";
import { realtime } from "../realtime";

export interface PresentPerson {
  workspaceId: string;
  userId: string;
}

/** These people, as `p`, for `FROM`. One parameter, however many they are. */
function listed(people: PresentPerson[]): SQL {
  const list = people.map(({ workspaceId, userId }) => ({
    workspace_id: workspaceId,
    user_id: userId,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS p(workspace_id text, user_id text)`;
}

/** Columns of a person `p`, and of where people may know them. */
const newsColumns = {
  workspaceId: sql<string>`p.workspace_id`,
  userId: sql<string>`p.user_id`,
  channelIds: sql<string[]>`coalesce((SELECT json_agg(c.id) FROM ${membershipWithChannel}
    WHERE cm.user_id = p.user_id AND c.workspace_id = p.workspace_id), '[]'::json)`,
};

/**
 * Records the first connections of people on this node. Of those who are connected to no other, people who may know
 * them are notified.
 */
export async function noteArrivals(people: PresentPerson[]): Promise<void> {
  // Somebody whose account was deleted in this moment must not keep the others from being noted.
  const arrived = await rowsOf(
    newsColumns,
    (list) => sql`WITH came AS (INSERT INTO presence (node_id, workspace_id, user_id)
      SELECT n.id, p.workspace_id, p.user_id FROM node n, ${listed(people)} JOIN "user" u ON u.id = p.user_id
      WHERE n.id = ${nodeId()}
      ON CONFLICT DO NOTHING RETURNING *)
    SELECT ${list} FROM came p WHERE NOT ${isConnected(sql`p.workspace_id`, sql`p.user_id`, sql`p.node_id`)}`,
  );
  publishPresence(arrived, "online");
}

/** Columns of a person `p` whose connections on a node are gone. */
const goneColumns = {
  workspaceId: newsColumns.workspaceId,
  userId: newsColumns.userId,
};

/**
 * Records that the last connections of people on this node are gone. Of those who are connected to no other, people
 * are notified.
 */
export async function noteDepartures(people: PresentPerson[]): Promise<void> {
  const gone = await rowsOf(
    goneColumns,
    (list) => sql`DELETE FROM presence e USING ${listed(people)} WHERE e.node_id = ${nodeId()}
      AND e.workspace_id = p.workspace_id AND e.user_id = p.user_id RETURNING ${list}`,
  );
  await publishGone(gone);
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
  await publishGone(gone);
}

/**
 * Whether somebody has another connection is read after the departure is committed: when the last connections on two
 * nodes close at once, at least the second node then sees that none is left.
 */
async function publishGone(people: PresentPerson[]): Promise<void> {
  if (people.length === 0) return;
  const gone = await rowsOf(
    newsColumns,
    (list) =>
      sql`SELECT ${list} FROM ${listed(people)} WHERE NOT ${isConnected(sql`p.workspace_id`, sql`p.user_id`)}`,
  );
  publishPresence(gone, "offline");
}

/**
 * Members get the presence of everyone, guests only of people with whom they share a channel. One publish for each
 * person.
 */
function publishPresence(
  people: (PresentPerson & { channelIds: string[] })[],
  status: "online" | "offline",
): void {
  for (const { workspaceId, userId, channelIds } of people) {
    const audience = [membersRoom(workspaceId), ...channelIds.map(guestsOfChannelRoom)];
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
