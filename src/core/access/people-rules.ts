import { type SQL, sql } from "drizzle-orm";
import { can } from "./policy";
import type { Principal } from "./principal";
import { guestIsActive, membershipLasts } from "./rules";

/** Who is in a workspace, and who knows whom there. As in `rules.ts`, each rule is written once. */

/**
 * The condition that the principal may know the person with this id. Members know everybody of the workspace. Guests
 * know themselves and those who share a channel with them.
 */
export function knows(principal: Principal, userId: SQL): SQL {
  if (can(principal, "people.all")) return sql`true`;
  const together = shareAnyChannel(principal.workspace.id, sql`${principal.userId}`, userId);
  return sql`(${userId} = ${principal.userId} OR ${together})`;
}

/**
 * As `knows`, for a statement that goes through everybody: it reads once whom a guest shares a channel with, and does not
 * look for a shared channel with each person.
 */
export function isAmongKnown(principal: Principal, userId: SQL): SQL {
  if (can(principal, "people.all")) return sql`true`;
  const { from, condition } = shared(principal.workspace.id, sql`${principal.userId}`, sql``);
  // DISTINCT tells Postgres that there are no more than people: a set that might be large it would read for each row.
  return sql`(${userId} = ${principal.userId}
    OR ${userId} IN (SELECT DISTINCT b.user_id FROM ${from} WHERE ${condition}))`;
}

/** The condition that the principal may know who answers for somebody. Guests always know who answers for them. */
export function knowsSponsor(principal: Principal, userId: SQL, sponsorId: SQL): SQL {
  return sql`(${userId} = ${principal.userId} OR ${isAmongKnown(principal, sponsorId)})`;
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
  const { from, condition } = shared(workspaceId, one, which);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${condition} AND b.user_id = ${other})`;
}

/** The memberships `b` in the channels where somebody is: a FROM and a WHERE. */
function shared(
  workspaceId: SQL | string,
  one: SQL,
  which: SQL,
): Record<"from" | "condition", SQL> {
  return {
    from: sql`channel_member a JOIN channel_member b USING (channel_id)
      JOIN channel shared ON shared.id = a.channel_id AND shared.workspace_id = ${workspaceId} ${which}`,
    condition: sql`a.user_id = ${one} AND ${membershipLasts(sql`a`)} AND ${membershipLasts(sql`b`)}`,
  };
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

/** The condition that somebody has access to a workspace: as a member, or as a guest whose access has not ended. */
export function mayEnter(workspaceId: string, userId: SQL): SQL {
  return sql`(${isMember(workspaceId, userId)} OR EXISTS (SELECT 1 FROM guest x
    WHERE x.workspace_id = ${workspaceId} AND x.user_id = ${userId} AND ${guestIsActive(sql`x`)}))`;
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
