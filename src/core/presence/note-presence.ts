import { sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import { guestsOfChannelRoom, membersRoom } from "@/lib/rooms";
import { livingNode, nodeId } from "../access/nodes";
import { membershipWithChannel } from "../access/rules";
import { realtime } from "../realtime";

export interface PresentPerson {
  workspaceId: string;
  userId: string;
}

/** The condition that person `p.workspace_id, p.user_id` has a connection on another living node. */
function elsewhere() {
  return sql<boolean>`EXISTS (SELECT 1 FROM presence e JOIN node n ON n.id = e.node_id
  WHERE e.workspace_id = p.workspace_id AND e.user_id = p.user_id
    AND e.node_id <> p.node_id AND ${livingNode()})`;
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
    SELECT ${elsewhere()} AS elsewhere FROM p`);
  if (arrived && !arrived.elsewhere) await publishPresence([person], "online");
}

/** Columns of a person `p` whose connections on a node are gone. */
const goneColumns = () => ({
  workspaceId: sql<string>`p.workspace_id`,
  userId: sql<string>`p.user_id`,
  elsewhere: elsewhere(),
});

/**
 * Records that the last connection of a person on this node is gone. If it was their last on any node, people are
 * notified.
 */
export async function noteDeparture({ workspaceId, userId }: PresentPerson): Promise<void> {
  const gone = await rowsOf(
    goneColumns(),
    (list) => sql`
    WITH p AS (DELETE FROM presence WHERE node_id = ${nodeId()}
      AND workspace_id = ${workspaceId} AND user_id = ${userId} RETURNING *)
    SELECT ${list} FROM p`,
  );
  await publishPresence(
    gone.filter((one) => !one.elsewhere),
    "offline",
  );
}

/**
 * Removes silent nodes from the registry, and with them the presence of people who were connected only there. Every
 * node may call it; the first call does the work.
 */
export async function removeSilentNodes(nodeIds: string[]): Promise<void> {
  const gone = await rowsOf(
    goneColumns(),
    (list) => sql`
    WITH dead AS (DELETE FROM node n WHERE n.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(nodeIds)}::jsonb))
      AND NOT ${livingNode()} RETURNING n.id),
    p AS (SELECT presence.* FROM presence JOIN dead ON dead.id = presence.node_id)
    SELECT DISTINCT ${list} FROM p`,
  );
  await publishPresence(
    gone.filter((one) => !one.elsewhere),
    "offline",
  );
}

/**
 * Members get the presence of everyone, guests only of people with whom they share a channel. One publish for each
 * person.
 */
async function publishPresence(
  people: PresentPerson[],
  status: "online" | "offline",
): Promise<void> {
  for (const { workspaceId, userId } of people) {
    const shared = await rows<{ id: string }>(sql`
      SELECT c.id FROM ${membershipWithChannel}
      WHERE cm.user_id = ${userId} AND c.workspace_id = ${workspaceId}`);
    const audience = [
      membersRoom(workspaceId),
      ...shared.map((channel) => guestsOfChannelRoom(channel.id)),
    ];
    realtime().publish(audience, "presence:updated", { userId, status });
  }
}

/** The condition that person `u` is connected to the workspace right now. */
export function isOnline(workspaceId: string) {
  return sql<boolean>`EXISTS (SELECT 1 FROM presence e JOIN node n ON n.id = e.node_id
    WHERE e.workspace_id = ${workspaceId} AND e.user_id = u.id AND ${livingNode()})`;
}
