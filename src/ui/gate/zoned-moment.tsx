"use client";

import { formatAbsolute, formatUtcDay } from "@/ui/primitives/format-time";
import { describeMoment } from "@/ui/shell/describe-end";
import { useHydrated } from "@/ui/use-hydrated";

/** A moment in the reader's own time zone, which is named. Until the page is hydrated it is in UTC. */
export function ZonedMoment({ at }: { at: string }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={at} title={hydrated ? formatAbsolute(new Date(at)) : undefined}>
      {hydrated ? describeMoment(at) : `${formatUtcDay(at)}, ${at.slice(11, 16)} UTC`}
    </time>
  );
}
