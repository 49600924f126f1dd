"use client";

import { useMemo } from "react";
import type { ChannelPerson } from "@/lib/api-types";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** What begins no thread is seen by all who are in the channel. */
const NOBODY: ReadonlySet<string> = new Set();

/**
 * The ids of the guests in a channel who cannot see a thread, since their history begins after its first message. Null
 * while that is not known.
 */
export function useHiddenFrom(
  channelId: string,
  threadId: string | undefined,
  people: ChannelPerson[] | null,
): ReadonlySet<string> | null {
  const begunAt = useObservable(useRealtime().state, ({ channels }) =>
    threadId === undefined
      ? undefined
      : channels[channelId]?.messages.find(({ id }) => id === threadId)?.createdAt,
  );
  return useMemo(() => {
    if (threadId === undefined) return NOBODY;
    if (begunAt === undefined || !people) return null;
    const blind = people.filter(({ historyFrom }) => historyFrom && historyFrom > begunAt);
    return new Set(blind.map(({ id }) => id));
  }, [threadId, begunAt, people]);
}
