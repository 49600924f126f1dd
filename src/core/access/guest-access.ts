import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { GuestStatus } from "@/lib/api-types";
import { personOf } from "./names/kept-names";
import type { Transaction } from "./revoke";
import { endIsDue, guestStatus } from "./rules";

/** What a guest's row says of their access. Times as the database gives them. */
export interface GuestAccess {
  status: GuestStatus;
  expiresAt: string | null;
  lockedAt: string | null;
  lockReason: string | null;
}

/** The columns of `GuestAccess`, of guest `g`. */
export const accessColumns = sql`${guestStatus()} AS status, g.expires_at AS "expiresAt",
  g.locked_at AS "lockedAt", g.lock_reason AS "lockReason"`;

/** A guest of a workspace, by the id of their row. */
export interface GuestKey {
  guestId: string;
  workspaceId: string;
}

/**
 * Locks a guest's row. A lock that stands keeps its time, and its reason where no new one is given.
 * @param by user id of who locks; null for the operator
 * @returns undefined where there is no such guest
 */
export async function lockRow(
  tx: Transaction,
  { guestId, workspaceId }: GuestKey,
  { by, reason }: { by: string | null; reason: string | null },
): Promise<{ lockedAt: string; lockReason: string | null } | undefined> {
  const [locked] = await rows<{ lockedAt: string; lockReason: string | null }>(
    sql`UPDATE guest SET locked_at = coalesce(locked_at, clock_timestamp()), locked_by = ${by},
        lock_reason = coalesce(${reason}, lock_reason)
      WHERE id = ${guestId} AND workspace_id = ${workspaceId}
      RETURNING locked_at AS "lockedAt", lock_reason AS "lockReason"`,
    tx,
  );
  return locked;
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
 * @returns undefined where none is due
 */
export async function noteEndRecorded(
  tx: Transaction,
  guestId: string,
): Promise<{ workspaceId: string; name: string; at: string } | undefined> {
  const [ended] = await rows<{ workspaceId: string; name: string; at: string }>(
    sql`UPDATE guest g SET expiry_recorded = g.expires_at WHERE g.id = ${guestId} AND ${endIsDue}
      RETURNING g.workspace_id AS "workspaceId", g.expires_at AS at,
        (SELECT u.name FROM ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u) AS name`,
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
  const [removed] = await rows<{ lockReason: string | null }>(
    sql`DELETE FROM guest WHERE id = ${guestId} AND workspace_id = ${workspaceId}
      RETURNING lock_reason AS "lockReason"`,
    tx,
  );
  return removed;
}
