"use client";

import type { Person } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";

/** Whether somebody with this role manages people and access. */
export const isAdmin = (as: Person["as"]): boolean => as === "owner" || as === "admin";

/** What to offer to whom. It decides what is shown, never what is allowed: the server does that. */
export function useStanding() {
  const { state } = useRealtime();
  const as = useObservable(state, (now) => now.as);
  const directs = useObservable(state, (now) => now.directs);
  return {
    as,
    /** Is of the workspace, not from outside. */
    belongs: as !== "guest",
    /** May begin a direct conversation. */
    directs,
    administers: isAdmin(as),
  };
}
