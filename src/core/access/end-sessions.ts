import { sql } from "drizzle-orm";
import { type Database, db, rows } from "@/db/client";
import { sessionRoom } from "@/lib/rooms";
import type { AuditDraft } from "../audit/record-event";
import { personOf } from "./kept-names";
import type { SignedIn } from "./principal";
import { revoke } from "./revoke";

/** The sessions of a person that are alive. */
export async function listSessionIds(userId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(sql`SELECT id FROM session WHERE user_id = ${userId}`);
  return found.map((row) => row.id);
}

/**
 * Cuts the connections of those sessions that have ended since `before`: sign-out, a device signed out, a
 * new password. It is on record in each of their workspaces.
 */
export async function endSessions(person: SignedIn, before: string[]): Promise<void> {
  const alive = new Set(await listSessionIds(person.userId));
  const ended = before.filter((id) => !alive.has(id));
  if (ended.length === 0) return;
  const known = await listNames(person.userId);
  await revoke(async () => ({
    events: known.map(
      ({ workspaceId, ...actor }): AuditDraft => ({
        workspaceId,
        actor,
        action: "session.revoked",
        target: { type: "user", ...actor },
        data: { sessions: ended.length },
      }),
    ),
    rooms: ended.map(sessionRoom),
    notice: { event: "access:changed", code: "UNAUTHENTICATED" },
    at: new Date(),
  }));
}

/** What somebody is called in each of their workspaces, those where their access has ended too. */
export async function listNames(userId: string, on: Pick<Database, "execute"> = db()) {
  return rows<{ workspaceId: string; id: string; name: string }>(
    sql`SELECT w.id AS "workspaceId", u.id, u.name FROM (
      SELECT m.organization_id AS id FROM member m WHERE m.user_id = ${userId}
      UNION SELECT g.workspace_id FROM guest g WHERE g.user_id = ${userId}) w
    CROSS JOIN LATERAL ${personOf(sql`w.id`, sql`${userId}`)} u ORDER BY w.id`,
    on,
  );
}
