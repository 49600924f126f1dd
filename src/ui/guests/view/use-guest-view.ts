"use client";

import { useCallback, useEffect, useState } from "react";
import type { GuestView, MessagePage } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";

/** What a guest sees. It is asked for once: each time goes on record. */
export function useGuestView(guestId: string) {
  const [view, setView] = useState<GuestView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(
    async (signal?: AbortSignal) => {
      setFailure(null);
      try {
        setView(await request("GET", `/api/admin/guest/${guestId}/view`, undefined, signal));
      } catch (cause) {
        if (!signal?.aborted) setFailure(describeFailure(cause));
      }
    },
    [guestId],
  );
  useEffect(() => {
    const running = new AbortController();
    void load(running.signal);
    return () => running.abort();
  }, [load]);
  return { view, failure, load };
}

type Loaded = Pick<MessagePage, "messages" | "hasMore" | "threads">;

/** The messages of a channel as the guest reads them, the newest page first, older ones when they are wanted. */
export function useViewedMessages(guestId: string, channelId: string) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(
    async (before: Loaded | null, signal?: AbortSignal) => {
      const [oldest] = before?.messages ?? [];
      const query = oldest ? `?before=${oldest.seq}` : "";
      const path = `/api/admin/guest/${guestId}/view/channels/${channelId}/messages${query}`;
      setBusy(true);
      setFailure(null);
      try {
        const page = await request<MessagePage>("GET", path, undefined, signal);
        const messages = [...page.messages, ...(before?.messages ?? [])];
        const threads = { ...before?.threads, ...page.threads };
        setLoaded({ messages, hasMore: page.hasMore, threads });
      } catch (cause) {
        if (!signal?.aborted) setFailure(describeFailure(cause));
      }
      setBusy(false);
    },
    [guestId, channelId],
  );
  useEffect(() => {
    const running = new AbortController();
    void load(null, running.signal);
    return () => running.abort();
  }, [load]);
  return { loaded, failure, busy, loadOlder: () => load(loaded), retry: () => load(loaded) };
}
