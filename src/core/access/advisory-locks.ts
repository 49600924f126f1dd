import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { rows, sweepDb } from "@/db/client";
import { logger } from "@/lib/logger";
import type { Principal, SignedIn } from "./principal";
import type { Transaction } from "./revoke";

/**
 * Advisory locks of Postgres, by kind and hash of an id. Whatever somebody changes holds their session and their
 * standing shared; what ends the one or the other holds it alone. Row locks cannot do that: Postgres lets a stream
 * of `FOR SHARE` join a row for which an `UPDATE` waits, so one person with many requests keeps their own lock
 * waiting for good. Here whoever waits to hold alone is next.
 */
const SESSION = 0x6761_0001;
const PRINCIPAL = 0x6761_0002;

/**
 * One row, once nobody holds this person still, and nobody will until the statement or transaction ends. It comes
 * before every row lock, so that who waits here holds nothing that is waited for.
 * @param principalId the `member` or `guest` row; without one, the session alone
 */
export function lockShared(sessionId: string, principalId?: string): SQL {
  const share = (kind: number, id: string) =>
    sql`pg_advisory_xact_lock_shared(${sql.raw(String(kind))}, hashtext(${id}))`;
  const standing = principalId === undefined ? sql`` : sql`, ${share(PRINCIPAL, principalId)}`;
  return sql`shared_lock AS MATERIALIZED (SELECT ${share(SESSION, sessionId)}${standing})`;
}

/** As `lockShared`, for all principals of a person in one order. Needs `lockShared` of the session before it. */
export function lockSharedEverywhere({ userId }: SignedIn): SQL {
  return sql`shared_lock_everywhere AS MATERIALIZED (
    SELECT count(*) FROM (SELECT pg_advisory_xact_lock_shared(${sql.raw(String(PRINCIPAL))}, key) FROM (
      SELECT hashtext(id) AS key FROM (
        SELECT id FROM member WHERE user_id = ${userId} UNION ALL SELECT id FROM guest WHERE user_id = ${userId}) own
      WHERE EXISTS (SELECT 1 FROM shared_lock) ORDER BY 1) sorted) shared)`;
}

export interface Held {
  /** Ids of `member` and `guest` rows. */
  principals?: string[];
  /** Ids of sessions, those used latest first: no more than `MAX_LOCKED_SESSIONS` of them are held. */
  sessions?: string[];
}

/** As many fit into Postgres's table of locks; those used latest are the ones on which anything is done. */
export const MAX_LOCKED_SESSIONS = 1_000;

/** What somebody has in hand may take this long before it is ended, in milliseconds. */
const PATIENCE_MS = 120;
/** Ended statements make room at once. A transaction of a process that stands still has none to be ended. */
const TERMINATE_AFTER_MS = 500;

/**
 * Lets nothing of these people begin or be committed until the transaction ends: it waits for what they have in hand,
 * for a moment, then ends it. To be called first of all in the transaction that takes something away from them, or
 * gives it back; all at once, since the order of many is part of what keeps two of these from waiting in a circle.
 * Each costs a place in Postgres's table of locks, which has some thousands.
 * @param actor who asks for it, held shared in the same order
 */
export async function lockExclusively(
  tx: Transaction,
  actor: Pick<Principal, "id" | "sessionId"> | null,
  { principals = [], sessions = [] }: Held,
): Promise<void> {
  const wanted = [
    ...sessions.slice(0, MAX_LOCKED_SESSIONS).map((id) => ({ kind: SESSION, id, alone: true })),
    ...principals.map((id) => ({ kind: PRINCIPAL, id, alone: true })),
  ];
  if (wanted.length === 0) return;
  const shared = actor
    ? [
        { kind: SESSION, id: actor.sessionId, alone: false },
        { kind: PRINCIPAL, id: actor.id, alone: false },
      ]
    : [];
  const stop = new AbortController();
  void keepEnding(wanted, stop.signal);
  try {
    await tx.execute(sql`SELECT CASE WHEN alone THEN pg_advisory_xact_lock(kind, key)
        ELSE pg_advisory_xact_lock_shared(kind, key) END
      FROM (SELECT kind, hashtext(id) AS key, bool_or(alone) AS alone
        FROM ${listed([...wanted, ...shared])} GROUP BY 1, 2 ORDER BY 1, 2) sorted`);
  } finally {
    stop.abort();
  }
}

interface Wanted {
  kind: number;
  id: string;
  alone: boolean;
}

const listed = (wanted: Wanted[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted(kind int, id text, alone bool)`;

/** Ends the statements of those who are in the way, one look after the other, until it is told to stop. */
async function keepEnding(wanted: Wanted[], stop: AbortSignal): Promise<void> {
  const begun = performance.now();
  for (;;) {
    await pause(PATIENCE_MS, undefined, { ref: false });
    if (stop.aborted) return;
    const how = performance.now() - begun < TERMINATE_AFTER_MS ? "cancel" : "terminate";
    await endInHand(wanted, how).catch((error: unknown) =>
      logger().warn({ err: error }, "statements in the way of a change of access not ended"),
    );
  }
}

/** On every node, since the database knows all of them. */
async function endInHand(wanted: Wanted[], how: "cancel" | "terminate"): Promise<void> {
  const end = how === "cancel" ? sql`pg_cancel_backend` : sql`pg_terminate_backend`;
  const ended = await rows(
    sql`SELECT ${end}(pid) FROM (
        SELECT DISTINCT l.pid FROM pg_locks l JOIN ${listed(wanted)}
          ON l.classid = wanted.kind::oid AND l.objid = (hashtext(wanted.id)::bigint & 4294967295)::oid
        WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.mode = 'ShareLock' AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())) holders`,
    sweepDb(),
  );
  if (ended.length > 0) {
    logger().info(
      { count: ended.length, how },
      "statements in the way of a change of access ended",
    );
  }
}
