"use client";

import { late } from "@/ui/primitives/late";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { useIsGuest } from "@/ui/shell/use-may";

const OwnEndNote = late(async () => (await import("./end-note")).EndNote);
const EndingNote = late(async () => (await import("./ending-note")).EndingNote);

/** The warning before access ends: a guest's own, or that of a sponsor's guests. Only those concerned load it. */
export function EndNote() {
  const isGuest = useIsGuest();
  const answersForSome = useObservable(useRealtime().state, (now) => now.ending.length > 0);
  if (isGuest) return <OwnEndNote />;
  return answersForSome && <EndingNote />;
}
