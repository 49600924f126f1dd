"use client";

import { useStanding } from "@/ui/shell/use-standing";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { describeEnd } from "./describe-end";

/** For guests: says when their own access ends. */
export function OwnEnd({ className }: { className: string }) {
  const { belongs } = useStanding();
  const endsAt = useObservable(useRealtime().state, (now) => now.endsAt);
  return belongs ? null : <p className={className}>{describeEnd(endsAt)}</p>;
}
