"use client";

import { useEffect, useState } from "react";
import { useNow } from "@/ui/primitives/time";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";
import { createClock, parseZone } from "@/ui/shell/clock";

/**
 * The time of day where somebody is, such as "14:05"; null while it is not known. Asked for when it is shown.
 * @param userId null asks nothing
 */
export function useLocalTime(userId: string | null): string | null {
  const { slug } = useRealtime().workspace;
  const [zone, setZone] = useState<string | null>(null);
  const now = useNow();
  useEffect(() => {
    if (userId === null) return;
    let isCurrent = true;
    const path = `/api/workspaces/${encodeURIComponent(slug)}/people/${encodeURIComponent(userId)}`;
    request<{ zone: string | null }>("GET", path).then(
      (found) => isCurrent && setZone(parseZone(found.zone ?? undefined)),
      // A card without the time says everything else.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [slug, userId]);
  return zone === null || now === null ? null : createClock(zone).time(new Date(now).toISOString());
}
