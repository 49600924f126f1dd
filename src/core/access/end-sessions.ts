import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { type Database, db, rows, within, rowsOf } from "@/db/client";
import { sessionRoom } from "@/lib/rooms";
import type { AuditDraft } from "./record";
import { lockExclusively } from "./advisory-locks";
import { personOf } from "./names/kept-names";
import type { SignedIn } from "./principal";
import { type GatesLoss, revoke, type Transaction } from "./revoke";
import { sessionIsAlive } from "./rules";

/** The sessions of a person, used latest first. They include sessions that ended by time and are not deleted yet. */
async function listSessionIds(
  userId: string,
  on: Pick<Database, "execute"> = db(),
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`SELECT id FROM session WHERE user_id = ${userId} ORDER BY updated_at DESC, id DESC`,
    on,
  );
  return found.map((row) => row.id);
}

/** The sessions of a person that are alive. */
export async function listLiveSessionIds(userId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`SELECT s.id FROM session s WHERE s.user_id = ${userId} AND ${sessionIsAlive()}`,
  );
  return found.map((row) => row.id);
}

/**
 * Runs what ends sessions of a person (a sign-out, a new password) in one transaction that locks all their sessions
 * exclusively: somebody who has taken one over cannot delay its end. Then cuts the connections of those that have
 * ended. It is on record in each of their workspaces.
 * @param end reaches the database through `db()` only
 */
export async function endSessions<T>(person: SignedIn, end: () => Promise<T>): Promise<T> {
  const before = await listSessionIds(person.userId);
  const result = await db().transaction(async (tx) => {
    await lockExclusively(tx, null, { sessions: before });
    return within(tx as unknown as Database, end);
  });
  await cutEnded(person, before);
  return result;
}

/**
 * Ends every session of a person, together with the change that makes it necessary, and cuts their connections. It is
 * on record in each of their workspaces.
 * @param change runs in the same transaction, while all the sessions are locked exclusively
 * @throws AppError whatever `change` throws; UNAVAILABLE as `revoke`
 */
export async function endEverySession(
  userId: string,
  change: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await revoke(async (tx) => {
    await lockExclusively(tx, null, { sessions: await listSessionIds(userId, tx) });
    await change(tx);
    const ended = await deleteSessions(tx, sql`s.user_id = ${userId}`);
    return toOwnLoss(toIds(ended), await listNames(userId, tx));
  });
}

/** Somebody with more than `TOO_MANY` sessions keeps the `KEPT` that were used latest. */
const KEPT = 100;
const TOO_MANY = 150;

/**
 * Ends the sessions of a person that were used longest ago, if they have too many. Otherwise somebody who signs in
 * again and again would fill the table.
 * @throws AppError UNAVAILABLE as `revoke`
 */
export async function endLongUnused(userId: string): Promise<void> {
  const tooMany = await rows(
    sql`SELECT 1 FROM session WHERE user_id = ${userId} OFFSET ${TOO_MANY} LIMIT 1`,
  );
  if (tooMany.length === 0) return;
  await revoke(async (tx) => {
    const unused = (await listSessionIds(userId, tx)).slice(KEPT);
    await lockExclusively(tx, null, { sessions: unused });
    const ended = await deleteSessions(tx, sql`s.id IN ${among(unused)}`);
    return toOwnLoss(toIds(ended), await listNames(userId, tx));
  });
}

export interface EndedSession {
  id: string;
  userId: string;
}

/** @param which the condition on session `s` */
export async function deleteSessions(tx: Transaction, which: SQL): Promise<EndedSession[]> {
  return rowsOf(
    { id: sql<string>`s.id`, userId: sql<string>`s.user_id` },
    (list) => sql`DELETE FROM session s WHERE ${which} RETURNING ${list}`,
    tx,
  );
}

export const toIds = (ended: EndedSession[]) => ended.map(({ id }) => id);

async function cutEnded(person: SignedIn, before: string[]): Promise<void> {
  const alive = new Set(await listSessionIds(person.userId));
  const ended = before.filter((id) => !alive.has(id));
  if (ended.length === 0) return;
  const known = await listNames(person.userId);
  await revoke(async () => toOwnLoss(ended, known));
}

/** The loss of sessions that the person themselves has ended. */
function toOwnLoss(ended: string[], known: Awaited<ReturnType<typeof listNames>>): GatesLoss {
  const events = known.map(
    ({ workspaceId, ...actor }): AuditDraft => ({
      workspaceId,
      actor,
      action: "session.revoked",
      target: { type: "user", ...actor },
      data: { sessions: ended.length },
    }),
  );
  return toLoss(ended, ended.length > 0 ? events : []);
}

/** What is cut and put on record when these sessions have ended. */
export function toLoss(ended: string[], events: AuditDraft[]): GatesLoss {
  return {
    events,
    cut: {
      rooms: ended.map(sessionRoom),
      notice: { event: "access:changed", code: "UNAUTHENTICATED" },
    },
  };
}

/** The person's name in each of their workspaces, including those where their access has ended. */
export async function listNames(userId: string, on: Pick<Database, "execute"> = db()) {
  return rows<{ workspaceId: string; id: string; name: string }>(
    sql`SELECT w.id AS "workspaceId", u.id, u.name FROM (
      SELECT m.organization_id AS id FROM member m WHERE m.user_id = ${userId}
      UNION SELECT g.workspace_id FROM guest g WHERE g.user_id = ${userId}) w
    CROSS JOIN LATERAL ${personOf(sql`w.id`, sql`${userId}`)} u ORDER BY w.id`,
    on,
  );
}
