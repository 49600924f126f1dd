"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Message } from "@/lib/api-types";
import { useChannelState } from "@/ui/realtime/use-channels";
import { describeFailure, request } from "@/ui/request";

/** The requested pins, updated by the events that came since. */
export function usePins(channelId: string) {
  const channel = useChannelState(channelId);
  const [asked, setAsked] = useState<Message[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(() => {
    const ending = new AbortController();
    const path = `/api/channels/${channelId}/pins`;
    request<{ messages: Message[] }>("GET", path, undefined, ending.signal)
      .then((answer) => {
        setAsked(answer.messages);
        setFailure(null);
      })
      .catch((cause: unknown) => {
        if (!ending.signal.aborted) setFailure(describeFailure(cause));
      });
    return () => ending.abort();
  }, [channelId]);
  useEffect(load, [load]);

  const known = channel?.messages;
  const pins = useMemo(() => {
    if (asked === null) return null;
    const newest = new Map(asked.map((message) => [message.id, message]));
    for (const message of known ?? []) {
      const before = newest.get(message.id);
      if (!before ? message.pinnedAt !== null : message.rev >= before.rev) {
        newest.set(message.id, message);
      }
    }
    return [...newest.values()]
      .filter((message) => message.pinnedAt !== null)
      .sort((a, b) => (b.pinnedAt ?? "").localeCompare(a.pinnedAt ?? ""));
  }, [asked, known]);

  return { pins, failure, retry: load };
}
