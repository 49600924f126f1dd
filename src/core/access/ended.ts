import { type SQL, sql } from "drizzle-orm";
import { can } from "./policy";
import { guestIsActive, type Principal } from "./principal";

/** Column `ended` of somebody who is the guest `g`, or a member where there is none. */
export const endedColumn = sql`NOT ${guestIsActive} AS ended`;

/** Whether the principal may know that another guest's access has ended. */
export function knowsEnds(principal: Pick<Principal, "as">): boolean {
  return can(principal, "people.all");
}

/**
 * The condition that somebody who sits in a channel, guest `g` or member `m`, counts as there for the principal: to
 * guests, who are told of no end, only those are there who may come in.
 */
export function isThere(principal: Principal): SQL {
  return knowsEnds(principal) ? sql`true` : sql`(m.id IS NOT NULL OR ${guestIsActive})`;
}
