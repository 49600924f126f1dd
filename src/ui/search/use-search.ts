"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { SearchPage } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";

interface Found extends SearchPage {
  /** The query that these results are for. */
  query: string;
}

const TYPING_PAUSE_MS = 200;

/** The time zone whose days the user means. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Asks the server a short time after the last key. */
export function useSearch(query: string) {
  const { workspace } = useRealtime();
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);
  const wanted = query.trim();

  const ask = useCallback(
    async (before: Found | null) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      const cursor = before?.next ? `&cursor=${encodeURIComponent(before.next)}` : "";
      const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/search`;
      setBusy(true);
      try {
        const answer = await request<SearchPage>(
          "GET",
          `${path}?q=${encodeURIComponent(wanted)}&zone=${encodeURIComponent(ownZone())}${cursor}`,
          undefined,
          signal,
        );
        setFound({
          query: wanted,
          hits: [...(before?.hits ?? []), ...answer.hits],
          next: answer.next,
        });
        setFailure(null);
      } catch (cause) {
        if (signal.aborted) return;
        setFailure(describeFailure(cause));
      }
      setBusy(false);
    },
    [workspace.slug, wanted],
  );

  useEffect(() => {
    setFailure(null);
    if (wanted === "") {
      setFound(null);
      setBusy(false);
      return;
    }
    const timer = setTimeout(() => void ask(null), TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      running.current?.abort();
    };
  }, [ask, wanted]);

  return {
    /** Null until there was a query. */
    found,
    failure,
    busy,
    retry: () => void ask(null),
    loadOlder: () => void (found && ask(found)),
  };
}
