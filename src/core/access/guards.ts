import { type SQL, sql } from "drizzle-orm";
import { lockShared, lockSharedEverywhere, mayLockShared } from "./advisory-locks";
import { assertNoPreview } from "./preview-mark";
import type { Principal, SignedIn } from "./principal";
import { actingRow, guestIsActive, isOpen, membershipLasts, sessionIsAlive } from "./rules";

/**
 * The access check as SQL, part of the same statement as what it guards. `live_access` has one row while the principal
 * may act, and locks it. A lock, expiry, removal or sign-out that runs at the same time either finishes first, and is
 * seen, or waits until this statement has committed. Every row that a revocation changes is locked after `lockShared`.
 */
export function liveAccess(principal: Principal): SQL {
  assertNoPreview(principal);
  const end = principal.as === "guest" ? sql`p.expires_at` : sql`NULL::timestamptz`;
  return sql`${lockShared(principal.sessionId, principal.id)}, ${lockedDevice(principal)},
    live_access AS MATERIALIZED (
      SELECT p.id, p.user_id, ${end} AS expires_at FROM ${actingRow(principal)}
      AND EXISTS (SELECT 1 FROM device) FOR SHARE)`;
}

/**
 * Wraps the value of a NOT NULL column that is written last. A statement may have waited for a row since `door` read
 * the clock; if a guest's time has run out meanwhile, here or in the channel, the NULL makes it fail
 * (`NOT_NULL_VIOLATION`).
 */
export function whileTimeLasts(value: SQL, until: SQL = sql`(SELECT until FROM door)`): SQL {
  return sql`CASE WHEN ${until} <= clock_timestamp() THEN NULL ELSE ${value} END`;
}

/**
 * Gives the channel if the principal has access and may see it. `joins` is true when posting there would make them
 * join; `until` is when they lose it by time. Their membership is locked against removal until the statement has
 * committed. Needs `live_access` before it.
 */
export function door(principal: Principal, channelId: SQL): SQL {
  return sql`own_membership AS MATERIALIZED (
      SELECT cm.channel_id, cm.expires_at FROM channel_member cm
      WHERE cm.channel_id = ${channelId} AND cm.user_id = ${principal.userId} AND ${membershipLasts()}
        AND EXISTS (SELECT 1 FROM live_access) FOR KEY SHARE),
    door AS MATERIALIZED (
      SELECT c.id, own_membership.channel_id IS NULL AS joins,
        least(live_access.expires_at, own_membership.expires_at) AS until
      FROM live_access CROSS JOIN channel c LEFT JOIN own_membership ON own_membership.channel_id = c.id
      WHERE c.id = ${channelId} AND c.workspace_id = ${principal.workspace.id} AND c.archived_at IS NULL
        AND (own_membership.channel_id IS NOT NULL OR ${isOpen(principal)}))`;
}

/**
 * As `live_access` and `door`, for many people at once: `doors` has the rows `w` of `wanted` whose people are in a channel
 * and may write there, with `until`. It has the same rules and takes the same locks in the same order, but waits for
 * nobody, so that no one's lock holds up the others. Whoever is missing has no access, or somebody else has locked what
 * they need: they are asked alone, by `live_access` and `door`. Its text is the same for whomever it is about, so the
 * caller calls `assertNoPreviews` each time.
 * @param waits for the row of the channel it waits; then all of `wanted` must be about one channel
 */
export function doorsOfMany({ waits }: { waits: boolean }): SQL {
  const member = actingRow({ id: sql`w.principal_id`, as: sql`w.role` });
  const guest = actingRow({ id: sql`w.principal_id`, as: "guest" });
  // Whoever waits for a channel must not have locked its members more than `door` does.
  const membershipLock = waits ? sql`KEY SHARE` : sql`NO KEY UPDATE`;
  return sql`shared_lock AS MATERIALIZED (
      SELECT w.* FROM wanted w WHERE ${mayLockShared(sql`w.session_id`, sql`w.principal_id`)}),
    device AS MATERIALIZED (
      SELECT w.* FROM shared_lock w CROSS JOIN LATERAL (SELECT 1 FROM session s
        WHERE s.id = w.session_id AND s.user_id = w.user_id AND ${sessionIsAlive()} FOR KEY SHARE SKIP LOCKED) alive),
    live_access AS MATERIALIZED (
      SELECT w.*, p.expires_at FROM device w CROSS JOIN LATERAL (
        SELECT * FROM (SELECT NULL::timestamptz AS expires_at FROM ${member} FOR SHARE SKIP LOCKED) as_member
        UNION ALL SELECT * FROM (
          SELECT p.expires_at FROM ${guest} AND w.role = 'guest' FOR SHARE SKIP LOCKED) as_guest) p),
    own_membership AS MATERIALIZED (
      SELECT w.*, least(w.expires_at, own.end_of_own) AS until FROM live_access w CROSS JOIN LATERAL (
        SELECT cm.expires_at AS end_of_own FROM channel_member cm
        WHERE cm.channel_id = w.channel_id AND cm.user_id = w.user_id AND ${membershipLasts()}
        FOR ${membershipLock} SKIP LOCKED) own),
    open_channel AS MATERIALIZED (
      SELECT c.id FROM (SELECT DISTINCT channel_id, workspace_id FROM own_membership) w CROSS JOIN LATERAL (
        SELECT c.id FROM channel c
        WHERE c.id = w.channel_id AND c.workspace_id = w.workspace_id AND c.archived_at IS NULL
        FOR NO KEY UPDATE ${waits ? sql`` : sql`SKIP LOCKED`}) c),
    doors AS MATERIALIZED (
      SELECT w.* FROM own_membership w JOIN open_channel ON open_channel.id = w.channel_id)`;
}

/** For who runs a statement with `doorsOfMany`, at every call. @throws Error if one of them is a preview of a guest */
export function assertNoPreviews(people: Principal[]): void {
  people.forEach(assertNoPreview);
}

/** Gives one row while the session is alive, and locks it against being ended. */
export function device(person: Pick<SignedIn, "sessionId" | "userId">): SQL {
  return sql`${lockShared(person.sessionId)}, ${lockedDevice(person)}`;
}

function lockedDevice({ sessionId, userId }: Pick<SignedIn, "sessionId" | "userId">): SQL {
  return sql`device AS MATERIALIZED (
      SELECT s.id, s.user_id FROM session s
      WHERE s.id = ${sessionId} AND s.user_id = ${userId} AND ${sessionIsAlive()}
        AND EXISTS (SELECT 1 FROM shared_lock) FOR KEY SHARE)`;
}

/**
 * As `live_access`, for what a person does outside of any workspace and what all their workspaces see. Gives one row
 * while they have access to at least one.
 */
export function liveAccessAnywhere(signedIn: SignedIn): SQL {
  return sql`${lockShared(signedIn.sessionId)}, ${lockSharedEverywhere(signedIn)}, ${lockedDevice(signedIn)},
    memberships AS MATERIALIZED (
      SELECT p.id FROM member p WHERE p.user_id = ${signedIn.userId}
        AND EXISTS (SELECT 1 FROM shared_lock_everywhere) FOR SHARE),
    visits AS MATERIALIZED (
      SELECT p.id FROM guest p WHERE p.user_id = ${signedIn.userId} AND ${guestIsActive(sql`p`)}
        AND EXISTS (SELECT 1 FROM shared_lock_everywhere) FOR SHARE),
    live_access AS MATERIALIZED (SELECT device.id FROM device
      WHERE EXISTS (SELECT 1 FROM memberships) OR EXISTS (SELECT 1 FROM visits))`;
}
