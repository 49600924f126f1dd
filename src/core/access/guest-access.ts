import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf, rows } from "@/db/client";
import { guest } from "@/db/schema";
import { personOf } from "./names/kept-names";
import type { Transaction } from "./revoke";
import { endIsDue, guestIsActive, guestStatus } from "./rules";

const g = alias(guest, "g");

/** What the row of guest `g` says of their access. */
export const accessColumns = {
  status: guestStatus(),
  expiresAt: g.expiresAt,
  lockedAt: g.lockedAt,
  lockReason: g.lockReason,
};

/** A guest of a workspace, by the id of their row. */
export interface GuestKey {
  guestId: string;
  workspaceId: string;
}

/**
 * Locks a guest out. If they are locked already, the time stays, and the reason too unless a new one is given.
 * @param by user id of the admin; null for the operator
 * @returns undefined where there is no such guest
 */
export async function lockRow(
  tx: Transaction,
  { guestId, workspaceId }: GuestKey,
  { by, reason }: { by: string | null; reason: string | null },
): Promise<{ lockedAt: string; lockReason: string | null } | undefined> {
  const [locked] = await rowsOf(
    { lockedAt: sql<string>`locked_at`, lockReason: sql<string | null>`lock_reason` },
    (list) => sql`
      UPDATE guest SET locked_at = coalesce(locked_at, clock_timestamp()), locked_by = ${by},
        lock_reason = coalesce(${reason}, lock_reason)
      WHERE id = ${guestId} AND workspace_id = ${workspaceId}
      RETURNING ${list}`,
    tx,
  );
  return locked;
}

/**
 * Locks out those guests of a sponsor who have access, in one statement.
 * @param by user id of who acts; null for the operator
 * @returns their `guest` rows, and who they are
 */
export async function lockSponsored(
  tx: Transaction,
  { workspaceId, sponsorId }: { workspaceId: string; sponsorId: string },
  { by, reason }: { by: string | null; reason: string },
): Promise<{ id: string; userId: string; name: string }[]> {
  return rowsOf(
    { id: sql<string>`l.id`, userId: sql<string>`l.user_id`, name: sql<string>`u.name` },
    (list) => sql`WITH chosen AS MATERIALIZED (
        SELECT g.id FROM guest g WHERE g.workspace_id = ${workspaceId} AND g.sponsor_id = ${sponsorId}
          AND ${guestIsActive()} ORDER BY g.id FOR UPDATE),
      l AS (UPDATE guest g SET locked_at = clock_timestamp(), locked_by = ${by}, lock_reason = ${reason}
        FROM chosen WHERE g.id = chosen.id RETURNING g.id, g.user_id, g.workspace_id)
      SELECT ${list} FROM l JOIN LATERAL ${personOf(sql`l.workspace_id`, sql`l.user_id`)} u ON true
      ORDER BY l.id`,
    tx,
  );
}

/** Takes the lock off a guest's row. @returns whether there was one */
export async function unlockRow(
  tx: Transaction,
  { guestId, workspaceId }: GuestKey,
): Promise<boolean> {
  const unlocked = await rows(
    sql`UPDATE guest SET locked_at = NULL, locked_by = NULL, lock_reason = NULL
      WHERE id = ${guestId} AND workspace_id = ${workspaceId} AND locked_at IS NOT NULL RETURNING 1`,
    tx,
  );
  return unlocked.length > 0;
}

/**
 * Sets when a guest's access ends, and locks the row until the transaction ends.
 * @param expiresAt null for no end; undefined leaves it as it is
 * @returns whether there is such a guest
 */
export async function setEnd(
  tx: Transaction,
  { guestId, workspaceId }: GuestKey,
  expiresAt: Date | null | undefined,
): Promise<boolean> {
  const end =
    expiresAt === undefined
      ? sql`expires_at`
      : sql`${expiresAt?.toISOString() ?? null}::timestamptz`;
  const changed = await rows(
    sql`UPDATE guest SET expires_at = ${end} WHERE id = ${guestId} AND workspace_id = ${workspaceId}
      RETURNING 1`,
    tx,
  );
  return changed.length > 0;
}

/**
 * Notes that the end of a guest's access is on record, once for each end.
 * @returns undefined if no end has come, or it is on record already
 */
export async function noteEndRecorded(
  tx: Transaction,
  guestId: string,
): Promise<{ workspaceId: string; name: string; at: string } | undefined> {
  const [ended] = await rowsOf(
    {
      workspaceId: g.workspaceId,
      at: sql<string>`g.expires_at`,
      name: sql<string>`(SELECT u.name FROM ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u)`,
    },
    (list) => sql`UPDATE guest g SET expiry_recorded = g.expires_at
      WHERE g.id = ${guestId} AND ${endIsDue} RETURNING ${list}`,
    tx,
  );
  return ended;
}

/**
 * Deletes a guest's row.
 * @returns why they were locked, if they were; undefined where there is no such guest
 */
export async function deleteRow(
  tx: Transaction,
  { guestId, workspaceId }: GuestKey,
): Promise<{ lockReason: string | null } | undefined> {
  const [removed] = await rowsOf(
    { lockReason: g.lockReason },
    (list) => sql`DELETE FROM guest g WHERE g.id = ${guestId} AND g.workspace_id = ${workspaceId}
      RETURNING ${list}`,
    tx,
  );
  return removed;
}
