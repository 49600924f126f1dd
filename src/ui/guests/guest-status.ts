import type { Guest, GuestStatus, GuestStatusFilter } from "@/lib/api-types";

export const STATUS_WORDS: Record<GuestStatus, string> = {
  active: "Active",
  locked: "Revoked",
  expired: "Expired",
};

export type StatusFilter = GuestStatusFilter | "all";

export const FILTER_WORDS: Record<StatusFilter, string> = {
  ...STATUS_WORDS,
  all: "All",
  ending: "Ending soon",
};

/**
 * Whether a guest in the list is still what the filter asks for. The server decides who is in the list; this only takes
 * out at once those whose status has just changed.
 */
export function stillMatches({ status }: Guest, filter: StatusFilter): boolean {
  return filter === "all" || status === (filter === "ending" ? "active" : filter);
}
