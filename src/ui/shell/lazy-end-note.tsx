"use client";

import { late } from "@/ui/primitives/late";
import { useIsGuest } from "@/ui/shell/use-may";

const Note = late(async () => (await import("./end-note")).EndNote);

/** The warning before access ends. Only guests load and see it. */
export function EndNote() {
  return useIsGuest() && <Note />;
}
