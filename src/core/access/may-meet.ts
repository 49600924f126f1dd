import { type SQL, sql } from "drizzle-orm";

/** Whether the workspace lets guests have direct conversations. */
export function allowsGuestDirects(workspaceId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM organization w WHERE w.id = ${workspaceId} AND w.guest_direct)`;
}

/** Whether two people, given by their ids, both sit in some channel of the workspace. */
export function shareChannel(workspaceId: string, one: SQL, other: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM channel_member a JOIN channel_member b USING (channel_id)
    JOIN channel c ON c.id = a.channel_id AND c.workspace_id = ${workspaceId} AND c.kind = 'channel'
    WHERE a.user_id = ${one} AND b.user_id = ${other})`;
}
