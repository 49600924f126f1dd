import type { GuestPage } from "@/lib/api-types";
import { request } from "@/ui/request";
import type { ChosenGuests } from "./bulk/choose-guests";
import type { StatusFilter } from "./guest-status";

/** Which guests the page shows, and in which order. */
export interface GuestQuery {
  status: StatusFilter;
  text: string;
  /** Only those in this channel; empty for all. */
  channelId: string;
  /** Only those for whom this member answers; empty for all. */
  sponsorId: string;
  /** Only those with an address of this domain; empty for all. */
  domain: string;
  sort: "name" | "newest" | "ends" | "seen";
}

export const EVERY_GUEST: GuestQuery = {
  status: "all",
  text: "",
  channelId: "",
  sponsorId: "",
  domain: "",
  sort: "name",
};

export const SORT_WORDS: { value: GuestQuery["sort"]; label: string }[] = [
  { value: "name", label: "By name" },
  { value: "newest", label: "Newest first" },
  { value: "ends", label: "Ending first" },
  { value: "seen", label: "Last seen first" },
];

/** The filters by what guests have in common. */
const GROUPS = ["channelId", "sponsorId", "domain"] as const;

export function isFiltered(query: GuestQuery): boolean {
  const { status, text } = query;
  return status !== "all" || text.trim() !== "" || GROUPS.some((group) => query[group] !== "");
}

/** The address of the first page. */
export function toPath(slug: string, query: GuestQuery): string {
  const { status, text, sort } = query;
  const asked = new URLSearchParams({ workspace: slug, sort });
  if (status !== "all") asked.set("status", status);
  if (text.trim() !== "") asked.set("q", text.trim());
  for (const group of GROUPS) {
    if (query[group] !== "") asked.set(group, query[group]);
  }
  return `/api/admin/guest?${asked}`;
}

/** With which choice a change of many begins: what the list is filtered by, if that is one thing and nothing else. */
export function toChosen(query: GuestQuery): ChosenGuests | undefined {
  const [group, ...others] = GROUPS.filter((one) => query[one] !== "");
  if (!group || others.length > 0 || query.status !== "all" || query.text.trim() !== "") return;
  return { way: WAYS[group], value: query[group] };
}

const WAYS = { channelId: "channel", sponsorId: "sponsor", domain: "domain" } as const;

/** The most that the server answers at once. */
const MOST_A_PAGE = 200;

export function readPage(path: string, limit: number, cursor?: string | null): Promise<GuestPage> {
  const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
  return request<GuestPage>("GET", `${path}&limit=${Math.min(limit, MOST_A_PAGE)}${from}`);
}

/** Reads the first guests of a list, page after page. */
export async function readFirst(path: string, count: number): Promise<GuestPage> {
  let page = await readPage(path, count);
  while (page.next !== null && page.guests.length < count) {
    const more = await readPage(path, count - page.guests.length, page.next);
    page = { ...page, guests: [...page.guests, ...more.guests], next: more.next };
  }
  return page;
}

/** The ids of all guests that a query shows, also of those that are not loaded. */
export async function readAllIds(path: string): Promise<string[]> {
  const { guests } = await readFirst(path, Number.POSITIVE_INFINITY);
  return guests.map(({ id }) => id);
}
