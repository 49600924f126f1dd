"use client";

import { useCallback, useEffect, useState } from "react";
import type { Thread } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";

/** A thread as the guest reads it: its first replies, and more of them when they are wanted. */
export function useViewedThread(guestId: string, messageId: string) {
  const [thread, setThread] = useState<Thread | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(
    async (before: Thread | null, signal?: AbortSignal) => {
      const last = before?.replies.at(-1);
      const query = last ? `?after=${last.seq}` : "";
      const path = `/api/admin/guest/${guestId}/view/threads/${messageId}${query}`;
      setBusy(true);
      setFailure(null);
      try {
        const next = await request<Thread>("GET", path, undefined, signal);
        setThread({ ...next, replies: [...(before?.replies ?? []), ...next.replies] });
      } catch (cause) {
        if (!signal?.aborted) setFailure(describeFailure(cause));
      }
      setBusy(false);
    },
    [guestId, messageId],
  );
  useEffect(() => {
    const running = new AbortController();
    void load(null, running.signal);
    return () => running.abort();
  }, [load]);
  return { thread, failure, busy, load: () => load(thread) };
}
