import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env";
import type { GuestStatus } from "@/lib/api-types";
import { can } from "./policy";
import { isPreview } from "./preview-mark";
import type { Principal, SignedIn } from "./principal";

/**
 * Who has access, who may see whom, and who may read what. Each rule is written once, as a condition in the statement
 * that reads or changes something. `guards.ts` has the same rules with row locks. `sessions.ts` says how long an ended
 * guest's session is still told so. No file outside of this folder writes any of them.
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

/** The condition that guest `g` has access, and that it ends within a week. */
export const endsSoon = (): SQL => endsWithin(7 * 24);

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
export function actingRow(principal: Pick<Principal, "id" | "as">): SQL {
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

// ---- Who reads which message

/**
 * Who reads a message in channel `c`: a principal; or anybody, by their user id, or by the alias of their membership in
 * that channel, where the statement has it anyway.
 */
export type Reader =
  | Pick<Principal, "as" | "userId">
  | { userId: string }
  | { userId: SQL; membership: SQL };

/**
 * The condition that a person who can see channel `c` may also read a message in it. Somebody who was away from a
 * direct conversation does not read what was said meanwhile. A guest does not read what began before their history of
 * the channel. Use it together with `visible` wherever messages are read, counted or changed.
 * @param message the alias of its row
 */
export function readable(reader: Reader, message: SQL = sql`m`): SQL {
  return sql`((c.absences IS NULL OR NOT EXISTS (
    SELECT 1 FROM ${awayFrom(sql`c.absences`, sql`${message}.seq`)} AND a."userId" = ${reader.userId}))
    AND ${isInHistory(reader, message)})`;
}

/** Members read everything, so for them there is nothing to look up. */
function isInHistory(reader: Reader, message: SQL): SQL {
  if ("as" in reader && reader.as !== "guest") return sql`true`;
  if ("membership" in reader) return reachesBack(reader.membership, beginning(message));
  return sql`NOT EXISTS (SELECT 1 FROM channel_member h
    WHERE h.channel_id = c.id AND h.user_id = ${reader.userId}
      AND NOT ${reachesBack(sql`h`, beginning(message))})`;
}

/**
 * The condition that a membership lets its owner read what began at a time.
 * @param cm the alias of the membership
 */
export function reachesBack(cm: SQL, time: SQL): SQL {
  return sql`(${cm}.history_from IS NULL OR coalesce(${cm}.history_from <= ${time}, true))`;
}

/**
 * When what a message belongs to began. An answer belongs to its thread, and counts as written with the first message
 * of the thread. Null where there is no message.
 * @param message the alias of its row
 */
export function beginning(message: SQL): SQL<string> {
  return sql<string>`coalesce((SELECT opening.created_at FROM message opening
    WHERE opening.id = ${message}.parent_id), ${message}.created_at)`;
}

/**
 * The condition that message `m` is not among the first of channel `c`, none of which the principal reads. `readable`
 * implies it. It spares a statement that goes through a channel in order the way through all that is hidden.
 */
export function isInReach(principal: Pick<Principal, "as" | "userId">): SQL {
  if (principal.as !== "guest") return sql`true`;
  return sql`m.seq > (SELECT coalesce(max(h.hidden_up_to), 0) FROM channel_member h
    WHERE h.channel_id = c.id AND h.user_id = ${principal.userId})`;
}

/**
 * The user ids, as JSON, of those who were away when the message with this sequence number was written: they are told
 * nothing of it. From which guests it is hidden is decided where an event is delivered: see `fence.ts`.
 * @param channel the alias of a channel's row, or of anything that has its `id` and `absences`
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
 * Whether a search may use statistics about the words of all messages. For a guest, the time that a search takes would
 * reveal how common a word is in channels that they may not see.
 */
export function searchesAll(principal: Principal): boolean {
  return can(principal, "people.all");
}

// ---- Who knows whom

/**
 * The condition that the principal may know the person with this id. Members know everybody of the workspace. Guests
 * know themselves and those who share a channel with them.
 */
export function knows(principal: Principal, userId: SQL): SQL {
  if (can(principal, "people.all")) return sql`true`;
  const together = shareAnyChannel(principal.workspace.id, sql`${principal.userId}`, userId);
  return sql`(${userId} = ${principal.userId} OR ${together})`;
}

/** The condition that the principal may know who answers for somebody. Guests always know who answers for them. */
export function knowsSponsor(principal: Principal, userId: SQL, sponsorId: SQL): SQL {
  return sql`(${userId} = ${principal.userId} OR ${knows(principal, sponsorId)})`;
}

/** The condition that two people are both in some channel or conversation of a workspace. */
export function shareAnyChannel(workspaceId: SQL | string, one: SQL, other: SQL): SQL {
  return shareMembership(workspaceId, one, other, sql``);
}

/** As `shareAnyChannel`, but only in a channel: a direct conversation does not entitle two people to have one. */
export function shareChannel(workspaceId: SQL | string, one: SQL, other: SQL): SQL {
  return shareMembership(workspaceId, one, other, sql`AND shared.kind = 'channel'`);
}

function shareMembership(workspaceId: SQL | string, one: SQL, other: SQL, which: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM channel_member a JOIN channel_member b USING (channel_id)
    JOIN channel shared ON shared.id = a.channel_id AND shared.workspace_id = ${workspaceId} ${which}
    WHERE a.user_id = ${one} AND b.user_id = ${other}
      AND ${membershipLasts(sql`a`)} AND ${membershipLasts(sql`b`)})`;
}

/** Whether the workspace lets guests have direct conversations. */
export function allowsGuestDirects(workspaceId: SQL | string): SQL {
  return sql`EXISTS (SELECT 1 FROM organization w WHERE w.id = ${workspaceId} AND w.guest_direct)`;
}

/**
 * The condition that two people may have a direct conversation: with a guest only where the workspace allows it, and only
 * while the two share a channel.
 * @param withGuest the condition that one of them is a guest
 */
export function mayHaveDirect(
  workspaceId: SQL | string,
  one: SQL,
  other: SQL,
  withGuest: SQL,
): SQL {
  return sql`(NOT ${withGuest}
    OR (${allowsGuestDirects(workspaceId)} AND ${shareChannel(workspaceId, one, other)}))`;
}

/** The condition that somebody is a member of a workspace. */
export function isMember(workspaceId: SQL | string, userId: SQL | string): SQL {
  return sql`EXISTS (SELECT 1 FROM member x
    WHERE x.organization_id = ${workspaceId} AND x.user_id = ${userId})`;
}

/** The condition that somebody is in a workspace as a member or a guest, also a guest whose access has ended. */
export function isInWorkspace(workspaceId: string, userId: SQL): SQL {
  return sql`(${isMember(workspaceId, userId)}
    OR EXISTS (SELECT 1 FROM guest x WHERE x.workspace_id = ${workspaceId} AND x.user_id = ${userId}))`;
}

/** Whether the principal may know that another guest's access has ended. */
export function knowsEnds(principal: Pick<Principal, "as">): boolean {
  return can(principal, "people.all");
}

/**
 * The condition that somebody who is in a channel, guest `g` or member `m`, is listed for the principal. Guests are not
 * told whose access has ended, so they see only people who have access.
 */
export function isThere(principal: Principal): SQL {
  return knowsEnds(principal) ? sql`true` : sql`(m.id IS NOT NULL OR ${guestIsActive()})`;
}

/** Whether somebody's access has ended: that of the guest `g`. False for a member, who has no such row. */
export const isEnded = sql<boolean>`NOT ${guestIsActive()}`;
