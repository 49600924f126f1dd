"use client";

import { useEffect } from "react";
import type { Guest } from "@/lib/api-types";
import { useRealtimeIfAny } from "./realtime-provider";

/** Calls `onGuest` with every guest of the workspace that changes, for the pages of admins. */
export function useGuestUpdates(slug: string, onGuest: (guest: Guest) => void): void {
  const realtime = useRealtimeIfAny();
  useEffect(() => {
    if (realtime?.workspace.slug !== slug) return;
    return realtime.watchGuests(onGuest);
  }, [realtime, slug, onGuest]);
}
