"use client";

import { Time } from "@/ui/primitives/time";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { readChannelEnd } from "@/ui/shell/channel-end";

/** For a guest whose time in this channel ends before their whole access does: until when. */
export function ChannelUntil({ expiresAt }: { expiresAt: string | null }) {
  const endsAt = useObservable(useRealtime().state, (now) => now.endsAt);
  const end = readChannelEnd(expiresAt, endsAt);
  return (
    end && (
      <p className="shrink-0 text-ink-faint text-meta max-sm:hidden">
        <span className="sr-only">Your access to this channel lasts </span>
        until <Time at={end} show="day" />
      </p>
    )
  );
}
