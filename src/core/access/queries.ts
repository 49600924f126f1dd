import { type SQL, sql } from "drizzle-orm";
import { unheld, unheldAnywhere } from "./hold-still";
import { can } from "./policy";
import type { Principal, SignedIn } from "./principal";
import { isAlive } from "./sessions";

/** Somebody in a workspace, whoever asks in their name. */
export type Insider = Pick<Principal, "id" | "as" | "userId" | "workspace">;

/**
 * The access check as SQL, to stand in the same statement as what it guards. `standing` holds one row while
 * the principal may act, and locks it: a lock, expiry, removal or sign-out that runs at the same time is
 * either waited for (and then seen) or waits itself until this statement has committed. Every row that a
 * revocation takes is locked after `unheld`.
 */
export function standing(principal: Principal): SQL {
  const isGuest = principal.as === "guest";
  const mayAct = isGuest
    ? sql`guest p WHERE p.id = ${principal.id} AND p.locked_at IS NULL
          AND (p.expires_at IS NULL OR p.expires_at > clock_timestamp())`
    : sql`member p WHERE p.id = ${principal.id} AND p.role = ${principal.as}`;
  return sql`${unheld(principal.sessionId, principal.id)}, ${lockedDevice(principal)},
    standing AS MATERIALIZED (
      SELECT p.id, p.user_id, ${isGuest ? sql`p.expires_at` : sql`NULL::timestamptz`} AS expires_at FROM ${mayAct}
      AND EXISTS (SELECT 1 FROM device) FOR SHARE)`;
}

/**
 * A value for a column that takes no NULL, to be written last: a statement may have waited for a row since
 * `standing` looked at the clock, and fails (`NOT_NULL_VIOLATION`) when a guest's time has run out meanwhile.
 */
export function whileTimeLasts(value: SQL): SQL {
  return sql`CASE WHEN (SELECT expires_at FROM standing) <= clock_timestamp() THEN NULL ELSE ${value} END`;
}

/**
 * The channel, if the principal stands and may see it; `joins` when posting there would make them join. The
 * seat is locked against removal until the statement has committed. Needs `standing` before it.
 */
export function door(principal: Principal, channelId: SQL): SQL {
  const open = seesPublic(principal) ? sql`c.visibility = 'public'` : sql`false`;
  return sql`seat AS MATERIALIZED (
      SELECT cm.channel_id FROM channel_member cm
      WHERE cm.channel_id = ${channelId} AND cm.user_id = ${principal.userId}
        AND EXISTS (SELECT 1 FROM standing) FOR KEY SHARE),
    door AS MATERIALIZED (
      SELECT c.id, seat.channel_id IS NULL AS joins
      FROM standing CROSS JOIN channel c LEFT JOIN seat ON seat.channel_id = c.id
      WHERE c.id = ${channelId} AND c.workspace_id = ${principal.workspace.id} AND c.archived_at IS NULL
        AND (seat.channel_id IS NOT NULL OR ${open}))`;
}

/** Whether the principal sees public channels that they have no seat in. */
export const seesPublic = (principal: Pick<Principal, "as">): boolean => principal.as !== "guest";

/** The condition that channel `c` may be read by the principal; for reading, where nothing is changed. */
export function visible(principal: Insider): SQL {
  const open = seesPublic(principal) ? sql`c.visibility = 'public'` : sql`false`;
  return sql`(c.workspace_id = ${principal.workspace.id} AND ${stands(principal)}
    AND (${open} OR EXISTS (SELECT 1 FROM channel_member cm
      WHERE cm.channel_id = c.id AND cm.user_id = ${principal.userId})))`;
}

/**
 * Whether a search may use what is known of the words of all messages. To a guest it would tell, by the time it
 * takes, how common a word is in channels that they may not see.
 */
export function searchesAll(principal: Principal): boolean {
  return can(principal, "people.all");
}

/** The condition that the principal may still act in their workspace, read without a lock. */
export function stands(principal: Insider): SQL {
  const row =
    principal.as === "guest"
      ? sql`SELECT 1 FROM guest p WHERE p.id = ${principal.id} AND p.locked_at IS NULL
          AND (p.expires_at IS NULL OR p.expires_at > now())`
      : sql`SELECT 1 FROM member p WHERE p.id = ${principal.id} AND p.role = ${principal.as}`;
  return sql`EXISTS (${row})`;
}

/**
 * The condition that the principal may know the person of a workspace whose id is given: members know all of
 * it, guests themselves and those who share a channel with them.
 */
export function knows(principal: Principal, userId: SQL): SQL {
  if (can(principal, "people.all")) return sql`true`;
  const together = sitTogether(principal.workspace.id, sql`${principal.userId}`, userId);
  return sql`(${userId} = ${principal.userId} OR ${together})`;
}

/** The condition that two people sit in some channel or conversation of a workspace together. */
export function sitTogether(workspaceId: string, one: SQL, other: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM channel_member mine
    JOIN channel_member theirs USING (channel_id)
    JOIN channel c ON c.id = mine.channel_id AND c.workspace_id = ${workspaceId}
    WHERE mine.user_id = ${one} AND theirs.user_id = ${other})`;
}

/** Holds one row while the session lives, and locks it against being ended. */
export function device(person: Pick<SignedIn, "sessionId" | "userId">): SQL {
  return sql`${unheld(person.sessionId)}, ${lockedDevice(person)}`;
}

function lockedDevice({ sessionId, userId }: Pick<SignedIn, "sessionId" | "userId">): SQL {
  return sql`device AS MATERIALIZED (
      SELECT s.id, s.user_id FROM session s
      WHERE s.id = ${sessionId} AND s.user_id = ${userId} AND ${isAlive()}
        AND EXISTS (SELECT 1 FROM unheld) FOR KEY SHARE)`;
}

/**
 * As `standing`, for what a person does outside of any workspace and is seen doing in all: one row while
 * they are let in somewhere.
 */
export function standingAnywhere(signedIn: SignedIn): SQL {
  return sql`${unheld(signedIn.sessionId)}, ${unheldAnywhere(signedIn)}, ${lockedDevice(signedIn)},
    memberships AS MATERIALIZED (
      SELECT p.id FROM member p WHERE p.user_id = ${signedIn.userId}
        AND EXISTS (SELECT 1 FROM unheld_anywhere) FOR SHARE),
    visits AS MATERIALIZED (
      SELECT p.id FROM guest p WHERE p.user_id = ${signedIn.userId} AND p.locked_at IS NULL
        AND (p.expires_at IS NULL OR p.expires_at > clock_timestamp())
        AND EXISTS (SELECT 1 FROM unheld_anywhere) FOR SHARE),
    standing AS MATERIALIZED (SELECT device.id FROM device
      WHERE EXISTS (SELECT 1 FROM memberships) OR EXISTS (SELECT 1 FROM visits))`;
}
