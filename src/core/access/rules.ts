import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import type { GuestStatus } from "@/lib/api-types";
import { isPreview } from "./preview-mark";
import type { Role } from "./policy";
import type { Principal, SignedIn } from "./principal";

/**
 * Who has access, and who sees which channel. `message-rules.ts` says who reads which message, and `people-rules.ts`
 * who knows whom. Each rule is written once, as a condition in the statement that reads or changes something.
 * `guards.ts` has the same rules with row locks. `sessions.ts` says how long an ended guest's session is still told so.
 * No file outside of this folder writes any of them.
 *
 * **Which clock.** Every rule asks `clock_timestamp()`, the database's clock at that moment. `now()` is the time at
 * which the transaction began. A transaction that has waited for a lock would use a time that has passed.
 */

/** Somebody in a workspace, or a principal who acts in their name. */
export type Insider = Pick<Principal, "id" | "as" | "userId" | "workspace">;

// ---- Whose access lasts

/**
 * The condition that a guest has access: neither locked nor past their end. Where there is no guest (`NULL`) it is
 * true.
 */
export function guestIsActive(g: SQL = sql`g`): SQL {
  return sql`(${g}.locked_at IS NULL AND (${g}.expires_at IS NULL OR ${g}.expires_at > clock_timestamp()))`;
}

/** A guest's status. A lock outweighs an end. Where there is no guest it is `active`. */
export function guestStatus(g: SQL = sql`g`): SQL<GuestStatus> {
  return sql<GuestStatus>`CASE WHEN ${g}.locked_at IS NOT NULL THEN 'locked'
    WHEN ${guestIsActive(g)} THEN 'active' ELSE 'expired' END`;
}

/** Whether somebody's access has ended: that of the guest `g`. False for a member, who has no such row. */
export const isEnded = sql<boolean>`NOT ${guestIsActive()}`;

/** The condition that guest `g` has access, and that it ends within this many hours. */
export function endsWithin(hours: SQL | number): SQL {
  return sql`(${guestIsActive()} AND g.expires_at <= clock_timestamp() + make_interval(hours => ${hours}::int))`;
}

/**
 * The condition that guest `g` has access, and that membership `cm` of theirs ends within this many hours, before that
 * access does: an end that comes with it, or never comes because of it, is none of its own.
 */
export function channelEndsWithin(hours: SQL | number): SQL {
  return sql`(${guestIsActive()} AND (g.expires_at IS NULL OR cm.expires_at < g.expires_at)
    AND cm.expires_at <= clock_timestamp() + make_interval(hours => ${hours}::int))`;
}

/** The condition that the end of guest `g` has come and is not on record yet. For a locked guest it is not recorded. */
export const endIsDue = sql`(g.expires_at <= clock_timestamp() AND g.locked_at IS NULL
  AND g.expiry_recorded IS DISTINCT FROM g.expires_at)`;

/**
 * The condition that session `s` is alive: neither ended, nor unused for too long, nor older than any may get. It is
 * the only check of whether somebody is signed in.
 */
export function sessionIsAlive(): SQL {
  const { sessionIdleDays, sessionMaxDays } = env();
  return sql`(s.expires_at > clock_timestamp()
    AND s.created_at > clock_timestamp() - make_interval(days => ${sessionMaxDays}::int)
    AND s.updated_at > clock_timestamp() - make_interval(days => ${sessionIdleDays}::int))`;
}

/** The condition that a device is signed in. */
export function isSignedIn({ sessionId, userId }: Pick<SignedIn, "sessionId" | "userId">): SQL {
  return sql`EXISTS (SELECT 1 FROM session s
    WHERE s.id = ${sessionId} AND s.user_id = ${userId} AND ${sessionIsAlive()})`;
}

/**
 * The row `p` by which a principal may act: the `FROM` and `WHERE` of a query. For a preview, a guest is as if they were
 * let in.
 */
export function actingRow(principal: { id: string | SQL; as: Role | SQL }): SQL {
  const isActive = isPreview(principal) ? sql`true` : guestIsActive(sql`p`);
  return principal.as === "guest"
    ? sql`guest p WHERE p.id = ${principal.id} AND ${isActive}`
    : sql`member p WHERE p.id = ${principal.id} AND p.role = ${principal.as}`;
}

/** The condition that the principal may still act in their workspace, read without a lock. */
export function hasAccess(principal: Pick<Principal, "id" | "as">): SQL {
  return sql`EXISTS (SELECT 1 FROM ${actingRow(principal)})`;
}

/** The condition that a person has access to at least one workspace. */
export function mayEnterSomewhere({ userId }: Pick<SignedIn, "userId">): SQL {
  return sql`(EXISTS (SELECT 1 FROM member x WHERE x.user_id = ${userId})
    OR EXISTS (SELECT 1 FROM guest x WHERE x.user_id = ${userId} AND ${guestIsActive(sql`x`)}))`;
}

// ---- Who is in which channel, and who sees which channel

/**
 * The condition that a membership has not reached an end of its own. A guest's row stays until the end is on record;
 * by this comparison it counts for nothing before that.
 * @param cm the alias of its row
 * @param grace how much longer it counts
 */
export function membershipLasts(cm: SQL = sql`cm`, grace: SQL = sql`interval '0'`): SQL {
  return sql`(${cm}.expires_at IS NULL OR ${cm}.expires_at > clock_timestamp() - ${grace})`;
}

/** Every membership `cm`, for `FROM`. */
export const membership = sql`channel_member cm`;

/** Every membership `cm` that lasts, with its channel `c`, for `FROM`. */
export const membershipWithChannel = sql`channel_member cm
  JOIN channel c ON c.id = cm.channel_id AND ${membershipLasts()}`;

/** Joins a person's membership `mine` in channel `c`, if they have one. */
export function ownMembership(userId: string): SQL {
  return sql`LEFT JOIN channel_member mine ON mine.channel_id = c.id AND mine.user_id = ${userId}
    AND ${membershipLasts(sql`mine`)}`;
}

/** How many people are in channel `c`, and how many of them are guests who have access. */
export const memberCount = sql<number>`(SELECT count(*)::int FROM channel_member s WHERE s.channel_id = c.id)`;
export const guestCount = sql<number>`(SELECT count(*)::int FROM channel_member s JOIN guest g ON g.user_id = s.user_id
    AND g.workspace_id = c.workspace_id AND ${guestIsActive()} WHERE s.channel_id = c.id)`;

/**
 * As `guestCount`, for all channels at once in which there are any: rows `channel_id` and `count`. It begins with the
 * guests, who are few, so that a list of channels does not look up everybody who is in them.
 */
export function guestCounts(workspaceId: string): SQL {
  // Without OFFSET, Postgres would rather read everybody's memberships.
  return sql`(SELECT s.channel_id, count(*)::int AS count FROM guest g
    CROSS JOIN LATERAL (SELECT x.channel_id FROM channel_member x WHERE x.user_id = g.user_id OFFSET 0) s
    WHERE g.workspace_id = ${workspaceId} AND ${guestIsActive()} GROUP BY s.channel_id)`;
}

/** The condition that a person is in a channel. */
export function isChannelMember(userId: SQL | string, channelId: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM channel_member x
    WHERE x.channel_id = ${channelId} AND x.user_id = ${userId} AND ${membershipLasts(sql`x`)})`;
}

/** Whether the principal sees public channels that they are not in. */
export const seesPublic = (principal: Pick<Principal, "as">): boolean => principal.as !== "guest";

/** The condition that channel `c` is open to the principal even if they are not in it. */
export function isOpen(principal: Pick<Principal, "as">): SQL {
  return seesPublic(principal) ? sql`c.visibility = 'public'` : sql`false`;
}

/**
 * The condition that a person sees channel `c`.
 * @param member the condition that they are a member of its workspace
 */
export function seesChannel(userId: SQL | string, member: SQL): SQL {
  return sql`((c.visibility = 'public' AND ${member}) OR ${isChannelMember(userId, sql`c.id`)})`;
}

/** The condition that the principal may see channel `c`; for reading, where nothing is changed. */
export function visible(principal: Insider): SQL {
  const { workspace, userId } = principal;
  return sql`(c.workspace_id = ${workspace.id} AND ${hasAccess(principal)}
    AND (${isOpen(principal)} OR ${isChannelMember(userId, sql`c.id`)}))`;
}

/**
 * The condition that channel `c` is open to the principal, or that there is a membership of theirs. `visible` implies
 * it. It spares a statement that goes through channels the look at everybody else's conversations.
 */
export function mayBeVisible(principal: Insider): SQL {
  const { workspace, userId } = principal;
  return sql`c.id IN (
    SELECT c.id FROM channel c WHERE c.workspace_id = ${workspace.id} AND ${isOpen(principal)}
    UNION ALL SELECT x.channel_id FROM channel_member x WHERE x.user_id = ${userId})`;
}
