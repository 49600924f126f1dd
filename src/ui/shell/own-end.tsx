"use client";

import { useStanding } from "@/ui/shell/use-standing";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { describeEnd } from "./describe-end";

/** When one's own access ends, for guests: quietly, wherever they look for it. */
export function OwnEnd({ className }: { className: string }) {
  const { belongs } = useStanding();
  const endsAt = useObservable(useRealtime().state, (now) => now.endsAt);
  return belongs ? null : <p className={className}>{describeEnd(endsAt)}</p>;
}
