import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
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

/** Some guests of a workspace, by the ids of their rows. */
export interface GuestKeys {
  guestIds: string[];
  workspaceId: string;
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

/**
 * Locks the rows of guests, in one order, as `chosen` with the time at which all of them are locked: whatever is changed
 * at once has one time. It comes first in a statement.
 */
function chosenRows({ guestIds, workspaceId }: GuestKeys): SQL {
  return sql`locked AS MATERIALIZED (
      SELECT g.id, g.locked_at IS NOT NULL AS was_locked FROM guest g
      WHERE g.id IN ${among(guestIds)} AND g.workspace_id = ${workspaceId}
      ORDER BY g.id FOR UPDATE),
    moment AS MATERIALIZED (SELECT clock_timestamp() AS at FROM (SELECT count(*) FROM locked) all_of_them),
    chosen AS MATERIALIZED (SELECT locked.*, moment.at FROM locked, moment)`;
}

/**
 * Locks guests out. Who is locked already keeps the time, and the reason too unless a new one is given.
 * @param by user id of the admin; null for the operator
 * @returns those that there are
 */
export async function lockRows(
  tx: Transaction,
  keys: GuestKeys,
  { by, reason }: { by: string | null; reason: string | null },
): Promise<{ id: string; lockedAt: string; lockReason: string | null }[]> {
  return rowsOf(
    { id: g.id, lockedAt: sql<string>`g.locked_at`, lockReason: g.lockReason },
    (list) => sql`WITH ${chosenRows(keys)}
      UPDATE guest g SET locked_at = coalesce(g.locked_at, chosen.at), locked_by = ${by},
        lock_reason = coalesce(${reason}, g.lock_reason)
      FROM chosen WHERE g.id = chosen.id RETURNING ${list}`,
    tx,
  );
}

const foundColumns = { id: g.id, wasLocked: sql<boolean>`chosen.was_locked` };

/** Takes the locks off the rows of guests. @returns those that there are */
export async function unlockRows(
  tx: Transaction,
  keys: GuestKeys,
): Promise<{ id: string; wasLocked: boolean }[]> {
  return rowsOf(
    foundColumns,
    (list) => sql`WITH ${chosenRows(keys)}
      UPDATE guest g SET locked_at = NULL, locked_by = NULL, lock_reason = NULL
      FROM chosen WHERE g.id = chosen.id RETURNING ${list}`,
    tx,
  );
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
  const changed = await setEnds(tx, { guestIds: [guestId], workspaceId }, expiresAt, sql`true`);
  return changed.length > 0;
}

/** The condition that guest `g` is not locked: with a later end, they are in. */
export const isNotLocked = sql`g.locked_at IS NULL`;

/**
 * As `setEnd`, for many guests.
 * @param which the condition on guest `g` without which the end stays as it is
 * @returns those that there are
 */
export async function setEnds(
  tx: Transaction,
  keys: GuestKeys,
  expiresAt: Date | null | undefined,
  which: SQL,
): Promise<{ id: string; wasLocked: boolean }[]> {
  const end =
    expiresAt === undefined
      ? sql`g.expires_at`
      : sql`${expiresAt?.toISOString() ?? null}::timestamptz`;
  return rowsOf(
    foundColumns,
    (list) => sql`WITH ${chosenRows(keys)}
      UPDATE guest g SET expires_at = CASE WHEN ${which} THEN ${end} ELSE g.expires_at END
      FROM chosen WHERE g.id = chosen.id RETURNING ${list}`,
    tx,
  );
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

const deletedColumns = {
  id: g.id,
  userId: g.userId,
  lockReason: g.lockReason,
  sponsorId: g.sponsorId,
  invitedBy: g.invitedBy,
};

type DeletedRow = RowOf<typeof deletedColumns>;

/**
 * Deletes the rows of guests.
 * @returns those that there were: whose they are, why they were locked, if they were, and the users who answered for
 *   them and invited them
 */
export async function deleteRows(tx: Transaction, keys: GuestKeys): Promise<DeletedRow[]> {
  return rowsOf(
    deletedColumns,
    (list) => sql`WITH ${chosenRows(keys)}
      DELETE FROM guest g USING chosen WHERE g.id = chosen.id RETURNING ${list}`,
    tx,
  );
}
