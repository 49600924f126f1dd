"use client";

import { CalendarClock } from "lucide-react";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/ui/primitives/dropdown-menu";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeEnd } from "./describe-end";
import { useOverlays } from "./overlay-context";
import { useIsGuest } from "./use-may";

/** The item of a menu that opens a guest's own access. It says when it ends. */
export function OwnAccessItem({ withLine = false }: { withLine?: boolean }) {
  const isGuest = useIsGuest();
  const { show } = useOverlays();
  const endsAt = useObservable(useRealtime().state, (now) => now.endsAt);
  if (!isGuest) return null;
  return (
    <>
      {withLine && <DropdownMenuSeparator />}
      <DropdownMenuItem
        className="h-auto min-h-8 items-start py-1.5 coarse:h-auto coarse:min-h-11"
        onSelect={() => show({ kind: "access" })}
      >
        <CalendarClock aria-hidden className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span className="block">Your access</span>
          <span className="block text-pretty text-ink-faint text-meta">{describeEnd(endsAt)}</span>
        </span>
      </DropdownMenuItem>
    </>
  );
}
