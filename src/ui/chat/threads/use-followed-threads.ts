"use client";

import { useCallback, useEffect, useState } from "react";
import type { FollowedThread } from "@/lib/api-types";
import { countUnseen } from "@/ui/chat/places/places";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useValue } from "@/ui/realtime/value";
import { describeFailure, request } from "@/ui/request";

interface Page {
  threads: FollowedThread[];
  next: string | null;
}

/** The threads one follows, asked for anew when an answer comes or is seen. */
export function useFollowedThreads() {
  const { workspace, state } = useRealtime();
  const unseen = useValue(state, countUnseen);
  const [page, setPage] = useState<Page | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/threads`;

  const load = useCallback(
    async (before: Page | null, signal?: AbortSignal) => {
      setBusy(true);
      const query = before?.next ? `?cursor=${encodeURIComponent(before.next)}` : "";
      try {
        const { threads, next } = await request<Page>("GET", path + query, undefined, signal);
        setPage({ threads: [...(before?.threads ?? []), ...threads], next });
        setFailure(null);
      } catch (cause) {
        if (signal?.aborted) return;
        setFailure(describeFailure(cause));
      }
      setBusy(false);
    },
    [path],
  );

  useEffect(() => {
    const ending = new AbortController();
    void load(null, ending.signal);
    return () => ending.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is new changes the answer
  }, [load, unseen]);

  return {
    threads: page?.threads ?? null,
    more: page !== null && page.next !== null,
    failure,
    busy,
    retry: () => void load(null),
    loadMore: () => void load(page),
  };
}
