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
  /** Cut just now: they stay in sight with their receipt, whatever the filter says. */
  keep: string[];
}

/** The guests that a filter and a search leave, by name: nobody changes place when their status does. */
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
