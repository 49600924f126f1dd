"use client";

import { late } from "@/ui/primitives/late";
import { useStanding } from "@/ui/shell/use-standing";

const Note = late(async () => (await import("./end-note")).EndNote);

/** The warning before access ends. Only guests load and see it. */
export function EndNote() {
  const { belongs } = useStanding();
  return belongs ? null : <Note />;
}
