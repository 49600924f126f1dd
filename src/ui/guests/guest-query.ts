import type { GuestPage } from "@/lib/api-types";
import { request } from "@/ui/request";
import type { StatusFilter } from "./guest-status";

/** Which guests the page shows, and in which order. */
export interface GuestQuery {
  status: StatusFilter;
  text: string;
  /** Only those in this channel; empty for all. */
  channelId: string;
  sort: "name" | "newest" | "ends" | "seen";
}

export const EVERY_GUEST: GuestQuery = { status: "all", text: "", channelId: "", sort: "name" };

export const SORT_WORDS: { value: GuestQuery["sort"]; label: string }[] = [
  { value: "name", label: "By name" },
  { value: "newest", label: "Newest first" },
  { value: "ends", label: "Ending first" },
  { value: "seen", label: "Last seen first" },
];

export function isFiltered({ status, text, channelId }: GuestQuery): boolean {
  return status !== "all" || text.trim() !== "" || channelId !== "";
}

/** The address of the first page. */
export function toPath(slug: string, { status, text, channelId, sort }: GuestQuery): string {
  const query = new URLSearchParams({ workspace: slug, sort });
  if (status !== "all") query.set("status", status);
  if (text.trim() !== "") query.set("q", text.trim());
  if (channelId !== "") query.set("channelId", channelId);
  return `/api/admin/guest?${query}`;
}

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
