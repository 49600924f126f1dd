"use client";

import { useSyncExternalStore } from "react";
import { serverNow } from "@/ui/server-clock";
import {
  formatAbsolute,
  formatDay,
  formatEnd,
  formatMoment,
  formatRelative,
  formatUtcDay,
} from "./format-time";

const TICK_MS = 30_000;

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, TICK_MS);
  return () => clearInterval(timer);
}

/**
 * The present time by the server's clock, to half a minute. Null on the server, whose clock and time zone are not the
 * reader's.
 */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(serverNow() / TICK_MS) * TICK_MS,
    () => null,
  );
}

interface TimeProps {
  at: string;
  show?: "relative" | "day" | "moment" | "end" | "absolute";
  className?: string;
}

/** A moment. The text is short; the tooltip has the full date. */
export function Time({ at, show = "relative", className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  const format = {
    relative: formatRelative,
    day: formatDay,
    moment: formatMoment,
    end: formatEnd,
    absolute: formatAbsolute,
  }[show];
  return (
    <time
      dateTime={at}
      title={now === null ? undefined : formatAbsolute(date)}
      className={className}
      suppressHydrationWarning
    >
      {now === null ? formatUtcDay(at) : format(date, new Date(serverNow()))}
    </time>
  );
}
