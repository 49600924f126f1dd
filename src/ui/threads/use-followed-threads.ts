"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FollowedThread, ThreadsPage } from "@/lib/api-types";
import { countUnseen } from "@/ui/sidebar/conversations";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { describeFailure, request } from "@/ui/request";

/**
 * The threads that the user follows. They are requested again when a reply arrives or is seen, and after a lost
 * connection.
 */
export function useFollowedThreads() {
  const { workspace, state, connection } = useRealtime();
  const unseen = useObservable(state, countUnseen);
  const times = useObservable(connection.times, (count) => count);
  const channels = useObservable(state, (all) => all.channels);
  const [page, setPage] = useState<ThreadsPage | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);
  const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/threads`;

  const load = useCallback(
    async (cursor: string | null) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      setBusy(true);
      const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
      try {
        const answer = await request<ThreadsPage>("GET", path + query, undefined, signal);
        setPage((before) => (cursor === null ? beginAnew(before, answer) : goOn(before, answer)));
        setFailure(null);
      } catch (cause) {
        if (signal.aborted) return;
        setFailure(describeFailure(cause));
      }
      setBusy(false);
    },
    [path],
  );

  useEffect(() => {
    void load(null);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- unseen replies and a new connection change the response
  }, [load, unseen, times]);
  useEffect(() => () => running.current?.abort(), []);

  return {
    /** Without threads in channels that the user no longer sees. */
    threads: page && page.threads.filter(({ channel }) => channels[channel.id]),
    more: page !== null && page.next !== null,
    failure,
    busy,
    retry: () => void load(null),
    loadMore: () => void (page && load(page.next)),
  };
}

/** The newest page, followed by the threads that were already loaded further down. */
function beginAnew(before: ThreadsPage | null, { threads, next }: ThreadsPage): ThreadsPage {
  if (!before || next === null) return { threads, next };
  const rest = without(before.threads, threads);
  return { threads: [...threads, ...rest], next: rest.length > 0 ? before.next : next };
}

function goOn(before: ThreadsPage | null, { threads, next }: ThreadsPage): ThreadsPage {
  return { threads: [...without(before?.threads ?? [], threads), ...threads], next };
}

function without(threads: FollowedThread[], others: FollowedThread[]): FollowedThread[] {
  const known = new Set(others.map((one) => one.message.id));
  return threads.filter((one) => !known.has(one.message.id));
}
