import type { z } from "zod";
import type { changeGuestInput } from "@/lib/inputs/guests";
import { toIso } from "@/lib/to-iso";
import type { ChannelTerms } from "../access/memberships";

/** A channel that a guest shall have. A field that is absent leaves the terms as they are. */
export type ChannelWish = NonNullable<z.infer<typeof changeGuestInput>["channels"]>[number];

/** Makes of a wished end of a channel the one that the workspace's limit allows, in ISO 8601. */
export type Within = (end: Date | null) => string | null;

/** The terms that a guest has of a channel. */
interface Had {
  joinedAt: string;
  historyFrom: string | null;
  expiresAt: string | null;
}

/** @returns the new terms of a channel, and whether they take or give something; nothing if they are the same */
export function changeTerms(wish: ChannelWish, had: Had | undefined, within: Within) {
  if (!had) return [];
  const from = timeOf(had.historyFrom);
  const end = timeOf(had.expiresAt);
  const newFrom = wish.history === undefined ? from : historyTime(wish.history, had.joinedAt);
  const newEnd = wish.expiresAt === undefined ? end : newEndOf(wish.expiresAt, end, within);
  if (newFrom === from && newEnd === end) return [];
  const terms: ChannelTerms = {
    id: wish.id,
    history: newFrom === null ? "all" : new Date(newFrom).toISOString(),
    expiresAt: newEnd === null ? null : new Date(newEnd).toISOString(),
  };
  const narrows = since(newFrom) > since(from) || until(newEnd) < until(end);
  const widens = since(newFrom) < since(from) || until(newEnd) > until(end);
  return [{ terms, narrows, widens }];
}

/** Lifting an end gives more time, up to the limit; an end past the limit stays, since more time was asked for. */
function newEndOf(wished: Date | null, end: number | null, within: Within): number | null {
  if (wished !== null || end === null) return wished?.getTime() ?? null;
  const most = timeOf(within(null));
  return most === null ? null : Math.max(most, end);
}

const since = (from: number | null) => from ?? -Infinity;
const until = (end: number | null) => end ?? Infinity;
const timeOf = (at: string | null): number | null => (at === null ? null : Date.parse(toIso(at)));

function historyTime(history: ChannelTerms["history"], joinedAt: string): number | null {
  if (history === "all") return null;
  return timeOf(history === "joining" ? joinedAt : history);
}
