import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import { guest } from "@/db/schema";
import type { GuestCounts, GuestPage, GuestStatusFilter } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import type { guestsQuery } from "@/lib/inputs/guest-list";
import { endsNear } from "../access/end-told";
import { accessColumns } from "../access/guest-access";
import { peopleOf } from "../access/names/kept-names";
import { guestStatus } from "../access/rules";
import { invalid } from "../errors";
import { mayContain } from "../may-contain";
import { readGuestsById } from "./guest-row";
import { isOneOf } from "./is-one-of";

export type GuestPageWish = Omit<z.infer<typeof guestsQuery>, "workspace"> & {
  /** Only those who joined since this time, and only those who joined before this one. */
  from?: Date | undefined;
  to?: Date | undefined;
};
type Sort = NonNullable<GuestPageWish["sort"]>;

const GUESTS_A_PAGE = 50;

const g = alias(guest, "g");

/** Times as text that sorts as they do. Those without one come last. */
const timeText = (time: typeof g.createdAt | typeof g.lastSeenAt, without: string) =>
  sql`coalesce(to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), ${without}) COLLATE "C"`;

/** By what guests `g`, called `u`, are sorted; those that are the same, by their ids. */
const SORTS: Record<Sort, { key: SQL; descending: boolean }> = {
  name: { key: sql`lower(u.name)`, descending: false },
  newest: { key: timeText(g.createdAt, ""), descending: true },
  ends: { key: timeText(accessColumns.expiresAt, "z"), descending: false },
  seen: { key: timeText(g.lastSeenAt, ""), descending: true },
};

/**
 * Reads one page of the guests of a workspace that match.
 * @throws AppError VALIDATION for a cursor that is none
 */
export async function readGuestPage(
  workspaceId: string,
  { sort = "name", limit = GUESTS_A_PAGE, cursor, status, ...filter }: GuestPageWish,
): Promise<Pick<GuestPage, "guests" | "next">> {
  const { key, descending } = SORTS[sort];
  const order = descending ? sql`DESC` : sql`ASC`;
  const after = cursor === undefined ? sql`true` : isAfter(key, descending, readCursor(cursor));
  const isMatch = await matches(workspaceId, filter);
  const found = await rowsOf(
    { id: sql<string>`g.id`, key: sql<string>`${key}` },
    (list) => sql`SELECT ${list} FROM ${guestsOf(workspaceId)}
      WHERE ${isMatch} AND ${hasStatus(status)} AND ${after}
      ORDER BY ${key} ${order}, g.id ${order} LIMIT ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  const guests = await readGuestsById(page.map(({ id }) => id));
  const byId = new Map(guests.map((one) => [one.id, one]));
  const last = page.at(-1);
  return {
    guests: page.flatMap(({ id }) => byId.get(id) ?? []),
    next: last && found.length > limit ? writeCursor(last) : null,
  };
}

/** How many guests each filter by status would show, with the other filters as they are. */
export async function countGuests(
  workspaceId: string,
  { status: _, ...filter }: GuestPageWish,
): Promise<GuestCounts> {
  const count = (status?: GuestStatusFilter) =>
    sql<number>`(count(*) FILTER (WHERE ${hasStatus(status)}))::int`;
  const isMatch = await matches(workspaceId, filter);
  const [counts] = await rowsOf(
    {
      all: count(),
      active: count("active"),
      locked: count("locked"),
      expired: count("expired"),
      ending: count("ending"),
    },
    (list) => sql`SELECT ${list} FROM ${guestsOf(workspaceId)} WHERE ${isMatch}`,
  );
  if (!counts) throw new Error("a count has no row");
  return counts;
}

/** Guests `g`, called `u`, with sponsor `s`, for `FROM`. */
const guestsOf = (workspaceId: string) => sql`guest g
  JOIN ${peopleOf(workspaceId)} u ON u.id = g.user_id
  LEFT JOIN ${peopleOf(workspaceId)} s ON s.id = g.sponsor_id`;

async function matches(
  workspaceId: string,
  { q, from, to, ...inCommon }: GuestPageWish,
): Promise<SQL> {
  const since = from ? sql`g.created_at >= ${from.toISOString()}::timestamptz` : sql`true`;
  const before = to ? sql`g.created_at < ${to.toISOString()}::timestamptz` : sql`true`;
  const said = q ? sql`g.id IN ${among(await findGuests(workspaceId, foldText(q)))}` : sql`true`;
  return sql`g.workspace_id = ${workspaceId} AND ${isOneOf(inCommon)} AND ${said}
    AND ${since} AND ${before}`;
}

/** The guests whose name, address or sponsor has a text. */
async function findGuests(workspaceId: string, wanted: string): Promise<string[]> {
  const text = sql<string>`concat_ws(' ', u.name, u.email, s.name)`;
  const found = await rowsOf(
    { id: sql<string>`g.id`, text },
    (list) => sql`SELECT ${list} FROM ${guestsOf(workspaceId)}
      WHERE g.workspace_id = ${workspaceId} AND ${mayContain(text, wanted)}`,
  );
  return found.filter((one) => foldText(one.text).includes(wanted)).map(({ id }) => id);
}

function hasStatus(status: GuestStatusFilter | undefined): SQL {
  if (status === undefined) return sql`true`;
  if (status !== "ending") return sql`${guestStatus()} = ${status}`;
  // Read once for the whole list, not for each guest: few guests have an end, and fewer have one soon.
  return sql`g.id IN (SELECT due.guest_id FROM ${endsNear} due)`;
}

/** By what the last guest of a page was sorted: that guest may be gone when the next page is asked for. */
interface Place {
  key: string;
  id: string;
}

function isAfter(key: SQL, descending: boolean, place: Place): SQL {
  const comes = descending ? sql`<` : sql`>`;
  return sql`(${key}, g.id) ${comes} (${place.key}, ${place.id})`;
}

const place = z.tuple([z.string(), z.string()]);

const writeCursor = ({ key, id }: Place) =>
  Buffer.from(JSON.stringify([key, id])).toString("base64url");

function readCursor(cursor: string): Place {
  try {
    const [key, id] = place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    if (!`${key}${id}`.includes("\0")) return { key, id };
  } catch {
    // Not of our making.
  }
  throw invalid("cursor", "Not a place in the list");
}
