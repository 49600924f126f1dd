"use client";

import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useValue } from "@/ui/realtime/value";

/** What to offer to whom. It decides what is shown, never what is allowed: the server does that. */
export function useStanding() {
  const as = useValue(useRealtime().state, (state) => state.as);
  return {
    as,
    /** Is of the workspace, not from outside. */
    belongs: as !== "guest",
    administers: as === "owner" || as === "admin",
  };
}
