"use client";

import { useEffect } from "react";
import type { Guest } from "@/lib/api-types";
import { useRealtimeIfAny } from "./realtime-provider";

/**
 * For the pages of admins: calls `onGuest` with every guest of the workspace that changes, and `onReady` each
 * time from which on no change is missed.
 */
export function useGuestUpdates(
  slug: string,
  onGuest: (guest: Guest) => void,
  onReady: () => void,
): void {
  const realtime = useRealtimeIfAny();
  useEffect(() => {
    if (realtime?.workspace.slug !== slug) return;
    const { connection, watchGuests } = realtime;
    const forget = watchGuests(onGuest);
    const unwatch = connection.state.subscribe(() => connection.isReady() && onReady());
    return () => {
      forget();
      unwatch();
    };
  }, [realtime, slug, onGuest, onReady]);
}
