"use client";

import { useNow } from "@/ui/primitives/time";
import type { Clock } from "@/ui/shell/clock";
import { useClock } from "@/ui/shell/clock-context";

const NOW = "just now";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long ago something was, in few words. The server renders the time of day instead, as it does not know the
 * reader's clock.
 */
export function Since({ at, before = "" }: { at: string; before?: string }) {
  const clock = useClock();
  const now = useNow();
  return (
    <time dateTime={at} title={clock.full(at)} suppressHydrationWarning>
      {describe(at, now, before, clock)}
    </time>
  );
}

function describe(at: string, now: number | null, before: string, clock: Clock): string {
  if (now === null) return before + clock.time(at);
  const since = describeSince(at, now);
  return since === NOW ? since : before + (since ?? onDay(clock.dayName(at, now)));
}

/** A day of 25 hours can still be today. */
function onDay(name: string): string {
  return name === "Yesterday" || name === "Today" ? name.toLowerCase() : `on ${name}`;
}

/** "just now", "5 min ago", "3 h ago". Null for more than 24 hours ago. */
export function describeSince(at: string, now: number): string | null {
  const passed = now - new Date(at).getTime();
  if (passed < MINUTE_MS) return NOW;
  if (passed < HOUR_MS) return `${Math.floor(passed / MINUTE_MS)} min ago`;
  return passed < DAY_MS ? `${Math.floor(passed / HOUR_MS)} h ago` : null;
}
