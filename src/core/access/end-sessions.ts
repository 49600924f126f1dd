import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { sessionRoom } from "@/lib/rooms";
import type { AuditDraft } from "../audit/record-event";
import { listWorkspaces } from "../workspaces/list-workspaces";
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
  const workspaces = await listWorkspaces(person.userId);
  const actor = { id: person.userId, name: person.name };
  await revoke(async () => ({
    events: workspaces.map(
      (workspace): AuditDraft => ({
        workspaceId: workspace.id,
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
