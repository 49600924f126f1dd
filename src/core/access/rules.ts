import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import type { GuestStatus } from "@/lib/api-types";
import { can } from "./policy";
import type { Principal, SignedIn } from "./principal";

/**
 * Who has access, who may see whom, and who may read what: each rule once, as a condition to stand in the statement
 * that reads or changes something. What locks rows besides is in `guards.ts`, which holds to the same, and how long an
 * ended guest's session is still told so in `sessions.ts`. No file outside of this folder spells any of them.
 *
 * **Which clock.** Every rule asks `clock_timestamp()`, the database's clock at that moment. `now()` is the time at
 * which the transaction began; one that has waited for a lock would go by a time that is over.
 */

/** Somebody in a workspace, whoever asks in their name. */
export type Insider = Pick<Principal, "id" | "as" | "userId" | "workspace">;

// ---- Whose access lasts

/** The condition that a guest has access: neither locked nor past their end. Of no guest (`NULL`) it is true. */
export function guestIsActive(g: SQL = sql`g`): SQL {
  return sql`(${g}.locked_at IS NULL AND (${g}.expires_at IS NULL OR ${g}.expires_at > clock_timestamp()))`;
}

/** A guest's status, by comparison: a lock outweighs an end. Of no guest it is `active`. */
export function guestStatus(g: SQL = sql`g`): SQL<GuestStatus> {
  return sql<GuestStatus>`CASE WHEN ${g}.locked_at IS NOT NULL THEN 'locked'
    WHEN ${guestIsActive(g)} THEN 'active' ELSE 'expired' END`;
}

/** The condition that the end of guest `g` has come, and is not on record yet. A lock came before it. */
export const endIsDue = sql`(g.expires_at <= clock_timestamp() AND g.locked_at IS NULL
  AND g.expiry_recorded IS DISTINCT FROM g.expires_at)`;

/**
 * The condition that session `s` is alive: neither ended, nor unused for too long, nor older than any may get.
 * Whoever asks whether somebody is signed in asks this.
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

/** The row `p` by which a principal may act: `FROM` and `WHERE` of a query. */
export function actingRow(principal: Pick<Principal, "id" | "as">): SQL {
  return principal.as === "guest"
    ? sql`guest p WHERE p.id = ${principal.id} AND ${guestIsActive(sql`p`)}`
    : sql`member p WHERE p.id = ${principal.id} AND p.role = ${principal.as}`;
}

/** The condition that the principal may still act in their workspace, read without a lock. */
export function hasAccess(principal: Pick<Principal, "id" | "as">): SQL {
  return sql`EXISTS (SELECT 1 FROM ${actingRow(principal)})`;
}

/** The condition that a person is let in by some workspace. */
export function mayEnterSomewhere({ userId }: Pick<SignedIn, "userId">): SQL {
  return sql`(EXISTS (SELECT 1 FROM member x WHERE x.user_id = ${userId})
    OR EXISTS (SELECT 1 FROM guest x WHERE x.user_id = ${userId} AND ${guestIsActive(sql`x`)}))`;
}

// ---- Who sits where, and who sees which channel

/** Every seat `cm`, for `FROM`. */
export const membership = sql`channel_member cm`;

/** Every seat `cm` with its channel `c`, for `FROM`. */
export const membershipWithChannel = sql`channel_member cm JOIN channel c ON c.id = cm.channel_id`;

/** Joins the seat `mine` of a person in channel `c`, if they have one. */
export function ownMembership(userId: string): SQL {
  return sql`LEFT JOIN channel_member mine ON mine.channel_id = c.id AND mine.user_id = ${userId}`;
}

/** How many sit in channel `c`, and how many of them are guests who have access. */
export const memberCount = sql<number>`(SELECT count(*)::int FROM channel_member s WHERE s.channel_id = c.id)`;
export const guestCount = sql<number>`(SELECT count(*)::int FROM channel_member s JOIN guest g ON g.user_id = s.user_id
    AND g.workspace_id = c.workspace_id AND ${guestIsActive()} WHERE s.channel_id = c.id)`;

/** The condition that a person has a seat in a channel. */
export function isChannelMember(userId: SQL | string, channelId: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM channel_member x
    WHERE x.channel_id = ${channelId} AND x.user_id = ${userId})`;
}

/** Whether the principal sees public channels that they have no seat in. */
export const seesPublic = (principal: Pick<Principal, "as">): boolean => principal.as !== "guest";

/** The condition that channel `c` is open to the principal without a seat in it. */
export function isOpen(principal: Pick<Principal, "as">): SQL {
  return seesPublic(principal) ? sql`c.visibility = 'public'` : sql`false`;
}

/** The condition that a person sees channel `c`, who is a member of its workspace or not. */
export function seesChannel(userId: string, isMember: SQL): SQL {
  return sql`((c.visibility = 'public' AND ${isMember}) OR ${isChannelMember(userId, sql`c.id`)})`;
}

/** The condition that channel `c` may be seen by the principal; for reading, where nothing is changed. */
export function visible(principal: Insider): SQL {
  const { workspace, userId } = principal;
  return sql`(c.workspace_id = ${workspace.id} AND ${hasAccess(principal)}
    AND (${isOpen(principal)} OR ${isChannelMember(userId, sql`c.id`)}))`;
}

// ---- Who reads which message

/**
 * The condition that a message of channel `c` may be read by somebody who can see the channel: whoever was away
 * from a direct conversation does not read what was said meanwhile. It stands beside `visible` wherever messages
 * are read, counted or changed.
 * @param message the alias of its row
 */
export function readable(userId: string | SQL, message: SQL = sql`m`): SQL {
  return sql`(c.absences IS NULL OR NOT EXISTS (
    SELECT 1 FROM ${awayFrom(sql`c.absences`, sql`${message}.seq`)} AND a."userId" = ${userId}))`;
}

/**
 * The ids of those who may not read what stands in this place of a channel, as JSON: to be told nothing of it.
 * @param channel the alias of its row, or of what has its `id` and `absences`: what hides something may be either
 */
export function hiddenFrom(channel: SQL, seq: SQL): SQL<string[]> {
  const away = awayFrom(sql`${channel}.absences`, seq);
  return sql<string[]>`coalesce((SELECT json_agg(a."userId") FROM ${away}), '[]'::json)`;
}

function awayFrom(absences: SQL, seq: SQL): SQL {
  return sql`jsonb_to_recordset(${absences}) AS a ("userId" text, "after" int, "until" int)
    WHERE ${seq} > a."after" AND (a."until" IS NULL OR ${seq} <= a."until")`;
}

/**
 * Whether a search may use what is known of the words of all messages. To a guest it would tell, by the time it
 * takes, how common a word is in channels that they may not see.
 */
export function searchesAll(principal: Principal): boolean {
  return can(principal, "people.all");
}

// ---- Who knows whom

/**
 * The condition that the principal may know the person of a workspace whose id is given: members know all of
 * it, guests themselves and those who share a channel with them.
 */
export function knows(principal: Principal, userId: SQL): SQL {
  if (can(principal, "people.all")) return sql`true`;
  const together = shareAnyChannel(principal.workspace.id, sql`${principal.userId}`, userId);
  return sql`(${userId} = ${principal.userId} OR ${together})`;
}

/** The condition that two people sit in some channel or conversation of a workspace together. */
export function shareAnyChannel(workspaceId: SQL | string, one: SQL, other: SQL): SQL {
  return shareMembership(workspaceId, one, other, sql``);
}

/** As `shareAnyChannel`, in a channel: a conversation is not what two people may have one by. */
export function shareChannel(workspaceId: SQL | string, one: SQL, other: SQL): SQL {
  return shareMembership(workspaceId, one, other, sql`AND shared.kind = 'channel'`);
}

function shareMembership(workspaceId: SQL | string, one: SQL, other: SQL, which: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM channel_member a JOIN channel_member b USING (channel_id)
    JOIN channel shared ON shared.id = a.channel_id AND shared.workspace_id = ${workspaceId} ${which}
    WHERE a.user_id = ${one} AND b.user_id = ${other})`;
}

/** Whether the workspace lets guests have direct conversations. */
export function allowsGuestDirects(workspaceId: SQL | string): SQL {
  return sql`EXISTS (SELECT 1 FROM organization w WHERE w.id = ${workspaceId} AND w.guest_direct)`;
}

/** Whether the principal may know that another guest's access has ended. */
export function knowsEnds(principal: Pick<Principal, "as">): boolean {
  return can(principal, "people.all");
}

/**
 * The condition that somebody who sits in a channel, guest `g` or member `m`, counts as there for the principal: to
 * guests, who are told of no end, only those are there who may come in.
 */
export function isThere(principal: Principal): SQL {
  return knowsEnds(principal) ? sql`true` : sql`(m.id IS NOT NULL OR ${guestIsActive()})`;
}

/** Whether the access of somebody has ended who is the guest `g`, or a member where there is none. */
export const isEnded = sql<boolean>`NOT ${guestIsActive()}`;
