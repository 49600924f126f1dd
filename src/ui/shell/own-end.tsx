"use client";

import { useIsGuest } from "@/ui/shell/use-may";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { describeEnd } from "./describe-end";

/** For guests: says when their own access ends. */
export function OwnEnd({ className }: { className: string }) {
  const isGuest = useIsGuest();
  const endsAt = useObservable(useRealtime().state, (now) => now.endsAt);
  return isGuest && <p className={className}>{describeEnd(endsAt)}</p>;
}
