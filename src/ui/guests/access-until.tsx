"use client";

import type { Guest } from "@/lib/api-types";
import {
  formatAbsolute,
  formatDay,
  formatMoment,
  formatRelative,
} from "@/ui/primitives/format-time";
import { useNow } from "@/ui/primitives/time";

/** When access ends, above an amber bar of the time that is left. Guests who were cut off get no bar. */
export function AccessUntil({ guest }: { guest: Guest }) {
  const now = useNow() ?? Date.parse(guest.createdAt);
  if (!guest.expiresAt) {
    return <span className="whitespace-nowrap text-ink-faint">No end date</span>;
  }
  const end = new Date(guest.expiresAt);
  const left = readShareLeft(guest.createdAt, guest.expiresAt, now);
  const cut = guest.status === "locked";
  const day = formatDay(end, new Date(now));
  const isTomorrow = day === "Tomorrow";
  const rest = guest.status === "expired" ? "ended" : describeLeft(end, now);
  return (
    <span className="block w-full min-w-30 max-w-40" title={formatAbsolute(end)}>
      <span className="flex items-baseline justify-between gap-2 whitespace-nowrap">
        <time dateTime={guest.expiresAt}>
          {isTomorrow ? formatMoment(end, new Date(now)) : day}
        </time>
        {!cut && rest !== day && !isTomorrow && (
          <span className="text-ink-faint text-meta">{rest}</span>
        )}
      </span>
      {!cut && (
        <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line">
          <span
            className="block h-full rounded-full bg-guest transition-[width] duration-180"
            style={{ width: `${left * 100}%` }}
          />
        </span>
      )}
    </span>
  );
}

/** Only the server decides whether access has ended, so an end in the past is shown as "now". */
function describeLeft(end: Date, now: number): string {
  return end.getTime() <= now ? "now" : formatRelative(end, new Date(now));
}

/**
 * The share of the time that is left: 1 at the beginning, 0 at the end. The bar keeps a minimum width until the end.
 */
function readShareLeft(from: string, until: string, now: number): number {
  const whole = Date.parse(until) - Date.parse(from);
  const left = Date.parse(until) - now;
  if (left <= 0 || whole <= 0) return 0;
  return Math.min(1, Math.max(0.03, left / whole));
}
