import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { rows, sweepDb } from "@/db/client";
import { logger } from "@/lib/logger";
import type { Principal, SignedIn } from "./principal";
import type { Transaction } from "./revoke";

/**
 * Advisory locks of Postgres, by kind and hash of an id. Every statement that changes something in somebody's name
 * locks their session and their `member` or `guest` row shared. What ends one of them locks it exclusively. Row locks
 * cannot do that: Postgres lets a stream of `FOR SHARE` join a row for which an `UPDATE` waits, so one person with many
 * requests could keep their own lock waiting without end. With advisory locks, the exclusive lock is next in the queue.
 */
const SESSION = 0x6761_0001;
const PRINCIPAL = 0x6761_0002;

/**
 * Gives one row once nobody has locked this person exclusively, and keeps it so until the statement or transaction
 * ends. It comes before every row lock: a statement that waits here has locked nothing that others wait for.
 * @param principalId the `member` or `guest` row; without one, only the session is locked
 */
export function lockShared(sessionId: string, principalId?: string): SQL {
  const share = (kind: number, id: string) =>
    sql`pg_advisory_xact_lock_shared(${sql.raw(String(kind))}, hashtext(${id}))`;
  const principal = principalId === undefined ? sql`` : sql`, ${share(PRINCIPAL, principalId)}`;
  return sql`shared_lock AS MATERIALIZED (SELECT ${share(SESSION, sessionId)}${principal})`;
}

/**
 * The condition that nobody has locked this person exclusively, or waits to. While it is true, it locks them as
 * `lockShared` does, but it never waits.
 */
export function mayLockShared(sessionId: SQL, principalId: SQL): SQL {
  const share = (kind: number, id: SQL) =>
    sql`pg_try_advisory_xact_lock_shared(${sql.raw(String(kind))}, hashtext(${id}))`;
  return sql`(${share(SESSION, sessionId)} AND ${share(PRINCIPAL, principalId)})`;
}

/**
 * As `lockShared`, for all `member` and `guest` rows of a person, in one order. Needs `lockShared` of the session
 * before it.
 */
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
  /** Ids of sessions, those used latest first. Only the first `MAX_LOCKED_SESSIONS` are locked. */
  sessions?: string[];
}

/** So many fit into Postgres's lock table. Sessions used latest are the ones that may have something under way. */
export const MAX_LOCKED_SESSIONS = 1_000;

/** How long somebody's running statements may take before they are cancelled. */
const PATIENCE_MS = 120;
/**
 * A cancelled statement releases its locks at once. A transaction of a suspended process has no statement to cancel:
 * after this long, its database connection is terminated.
 */
const TERMINATE_AFTER_MS = 500;

/**
 * Locks these people exclusively: nothing of theirs begins or commits until the transaction ends. It waits briefly for
 * their statements under way, then cancels them. Call it first in a transaction that takes something away from them or
 * gives it back. Lock all of them in one call: the common order is part of what prevents deadlocks. Each lock takes an
 * entry in Postgres's lock table, which has some thousands.
 * @param actor who asks for it, locked shared in the same order
 */
export async function lockExclusively(
  tx: Transaction,
  actor: Pick<Principal, "id" | "sessionId"> | null,
  { principals = [], sessions = [] }: Held,
): Promise<void> {
  const wanted = [
    ...sessions.slice(0, MAX_LOCKED_SESSIONS).map((id) => ({ kind: SESSION, id, exclusive: true })),
    ...principals.map((id) => ({ kind: PRINCIPAL, id, exclusive: true })),
  ];
  if (wanted.length === 0) return;
  const shared = actor
    ? [
        { kind: SESSION, id: actor.sessionId, exclusive: false },
        { kind: PRINCIPAL, id: actor.id, exclusive: false },
      ]
    : [];
  const stop = new AbortController();
  void keepEnding(wanted, stop.signal);
  try {
    await tx.execute(sql`SELECT CASE WHEN exclusive THEN pg_advisory_xact_lock(kind, key)
        ELSE pg_advisory_xact_lock_shared(kind, key) END
      FROM (SELECT kind, hashtext(id) AS key, bool_or(exclusive) AS exclusive
        FROM ${listed([...wanted, ...shared])} GROUP BY 1, 2 ORDER BY 1, 2) sorted`);
  } finally {
    stop.abort();
  }
}

interface Wanted {
  kind: number;
  id: string;
  exclusive: boolean;
}

const listed = (wanted: Wanted[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted(kind int, id text, exclusive bool)`;

/** Cancels the statements that block the lock, again and again, until it is told to stop. */
async function keepEnding(wanted: Wanted[], stop: AbortSignal): Promise<void> {
  const begun = performance.now();
  for (;;) {
    await pause(PATIENCE_MS, undefined, { ref: false });
    if (stop.aborted) return;
    const how = performance.now() - begun < TERMINATE_AFTER_MS ? "cancel" : "terminate";
    await endInHand(wanted, how).catch((error: unknown) =>
      logger().warn(
        { err: error },
        "statements that block a change of access could not be cancelled",
      ),
    );
  }
}

/** Reaches the statements of every node, since the database lists all of them. */
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
      "statements that blocked a change of access were cancelled",
    );
  }
}
