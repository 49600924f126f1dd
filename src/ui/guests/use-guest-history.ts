"use client";

import { useCallback, useEffect, useState } from "react";
import type { AuditPage } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";
import { type PastCut, readCuts } from "./read-cuts";

/** The latest cuts of one guest. `more` says that there are older ones which the response did not include. */
export function useGuestHistory(guestId: string) {
  const { slug } = useRealtime().workspace;
  const [found, setFound] = useState<{ cuts: PastCut[]; more: boolean } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(
    async (signal?: AbortSignal) => {
      const query = new URLSearchParams({ workspace: slug, target: guestId });
      setFailure(null);
      try {
        const { events, next } = await request<AuditPage>(
          "GET",
          `/api/admin/audit?${query}`,
          undefined,
          signal,
        );
        setFound({ cuts: readCuts(events), more: next !== null });
      } catch (cause) {
        if (!signal?.aborted) setFailure(describeFailure(cause));
      }
    },
    [slug, guestId],
  );

  useEffect(() => {
    const leaving = new AbortController();
    void load(leaving.signal);
    return () => leaving.abort();
  }, [load]);

  return { found, failure, retry: () => void load() };
}
