import type { Guest, GuestStatus } from "@/lib/api-types";

export const STATUS_WORDS: Record<GuestStatus, string> = {
  active: "Active",
  locked: "Cut off",
  expired: "Expired",
};

export type StatusFilter = GuestStatus | "all";

interface Shown {
  status: StatusFilter;
  text: string;
  /** Ids of guests who were cut just now. They stay visible with their receipt, whatever the filter is. */
  keep: string[];
}

/** The guests that match the filter and the search, by name. A change of status does not move a guest in the list. */
export function filterGuests(guests: Guest[], { status, text, keep }: Shown): Guest[] {
  const needle = text.trim().toLocaleLowerCase();
  return guests
    .filter((guest) => status === "all" || keep.includes(guest.id) || guest.status === status)
    .filter((guest) => needle === "" || toHaystack(guest).includes(needle))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function toHaystack(guest: Guest): string {
  return `${guest.name} ${guest.email} ${guest.invitedBy.name}`.toLocaleLowerCase();
}

/** How many guests each filter would show. */
export function countByStatus(guests: Guest[]): Record<StatusFilter, number> {
  const counts = { all: guests.length, active: 0, locked: 0, expired: 0 };
  for (const guest of guests) counts[guest.status] += 1;
  return counts;
}
