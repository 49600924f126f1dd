"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useHydrated } from "@/ui/use-hydrated";
import { type Clock, createClock, ZONE_COOKIE } from "./clock";

const ClockContext = createContext<Clock>(createClock("UTC"));

/**
 * Provides the clock of the user's time zone. A cookie tells the server the zone, so that it renders the next page with
 * the right times.
 */
export function ClockProvider({ zone, children }: { zone: string | null; children: ReactNode }) {
  const hydrated = useHydrated();
  const local = hydrated ? Intl.DateTimeFormat().resolvedOptions().timeZone : (zone ?? "UTC");
  const clock = useMemo(() => createClock(local), [local]);
  useEffect(() => {
    if (hydrated && local !== zone) {
      document.cookie = `${ZONE_COOKIE}=${local}; path=/; max-age=31536000; samesite=lax`;
    }
  }, [hydrated, local, zone]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClock(): Clock {
  return useContext(ClockContext);
}
