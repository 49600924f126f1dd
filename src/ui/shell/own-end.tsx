"use client";

import { useIsGuest } from "@/ui/shell/use-may";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { readChannelEnd } from "./channel-end";
import { describeEnd } from "./describe-end";
import { useOverlays } from "./overlay-context";

/** For guests: says when their own access to a channel ends. It opens the dialog with all of their access. */
export function OwnEnd({ channelEnd }: { channelEnd: string | null }) {
  const isGuest = useIsGuest();
  const { show } = useOverlays();
  const endsAt = useObservable(useRealtime().state, (now) => now.endsAt);
  return (
    isGuest && (
      <button
        type="button"
        className="mt-2 text-pretty rounded-sm text-left text-ink-faint text-meta underline decoration-line-strong underline-offset-3 hover:text-ink touch-target relative"
        onClick={() => show({ kind: "access" })}
      >
        {describeEnd(endsAt, readChannelEnd(channelEnd, endsAt))}
      </button>
    )
  );
}
