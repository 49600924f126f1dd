"use client";

import { late } from "@/ui/primitives/late";
import { useStanding } from "@/ui/shell/use-standing";

const Note = late(async () => (await import("./end-note")).EndNote);

/** The note before one's access ends: for guests alone, and fetched for them. */
export function EndNote() {
  const { belongs } = useStanding();
  return belongs ? null : <Note />;
}
