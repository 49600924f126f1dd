"use client";

import { useSyncExternalStore } from "react";
import type { Clock } from "@/ui/shell/clock";
import { useClock } from "@/ui/shell/clock-context";

const NOW = "just now";
const TICK = 30_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago something was, in few words. The server renders the time of day instead, as it does not know the
 * reader's clock.
 */
export function Since({ at, before = "" }: { at: string; before?: string }) {
  const clock = useClock();
  const now = useSyncExternalStore(subscribe, readNow, () => null);
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

function onDay(name: string): string {
  return name === "Yesterday" ? "yesterday" : `on ${name}`;
}

/** "just now", "5 min ago", "3 h ago". Null for more than a day ago. */
export function describeSince(at: string, now: number): string | null {
  const passed = now - new Date(at).getTime();
  if (passed < MINUTE) return NOW;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  return passed < DAY ? `${Math.floor(passed / HOUR)} h ago` : null;
}

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, TICK);
  return () => clearInterval(timer);
}

function readNow(): number {
  return Math.floor(Date.now() / TICK) * TICK;
}
