import type { z } from "zod";
import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { type bulkGuestsInput, MAX_GUESTS_AT_ONCE } from "@/lib/inputs/guest-list";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { guestStatus } from "../access/rules";
import { invalid, notFound } from "../errors";
import { isOneOf } from "./is-one-of";

type BulkWish = z.infer<typeof bulkGuestsInput>;
export type GuestAction = BulkWish["action"];
export type GuestMatch = BulkWish["match"];

/** Columns of guest `g`, who is called `u`. */
const matchedColumns = {
  id: sql<string>`g.id`,
  userId: sql<string>`g.user_id`,
  name: sql<string>`u.name`,
  email: sql<string>`u.email`,
  status: guestStatus(),
};

export type MatchedGuest = RowOf<typeof matchedColumns> & { type: "guest" };

/**
 * Finds the guests of a workspace whom an action is about, by name: for `restore` those who are locked, for `extend`
 * those who are not, otherwise all that match.
 * @throws AppError NOT_FOUND when one of the ids is unknown, VALIDATION when there are too many
 */
export async function matchGuests(
  { workspace }: Principal,
  action: GuestAction,
  match: GuestMatch,
): Promise<MatchedGuest[]> {
  const found = await rowsOf(
    matchedColumns,
    (list) => sql`SELECT ${list} FROM guest g JOIN ${peopleOf(workspace.id)} u ON u.id = g.user_id
      WHERE g.workspace_id = ${workspace.id} AND ${matches(match)}
      ORDER BY lower(u.name), g.id LIMIT ${MAX_GUESTS_AT_ONCE + 1}`,
  );
  if (match.ids && found.length < new Set(match.ids).size) throw notFound("Guest");
  if (found.length > MAX_GUESTS_AT_ONCE) {
    throw invalid(
      "match",
      `These are more than ${MAX_GUESTS_AT_ONCE} guests. Choose fewer at once, by domain, by channel or by who invited them`,
    );
  }
  return found
    .filter(({ status }) => concerns(action, status))
    .map((guest) => ({ type: "guest", ...guest }));
}

/** The condition that guest `g`, whose account is `u`, is one of those. */
function matches({ ids, domain, channelId, sponsorId }: GuestMatch): SQL {
  if (ids) return sql`g.id IN ${among(ids)}`;
  return isOneOf({ domain, channelId, sponsorId });
}

function concerns(action: GuestAction, status: MatchedGuest["status"]): boolean {
  if (action === "restore") return status === "locked";
  return action !== "extend" || status !== "locked";
}
