"use client";

import { useMemo } from "react";
import type { ThreadSummary } from "@/lib/api-types";
import { summariseThreads } from "@/ui/realtime/store/thread-summaries";
import { useChannelState } from "@/ui/realtime/use-channels";

const NONE: ReadonlyMap<string, ThreadSummary> = new Map();

/** The summaries of a channel's threads, by the id of the message that began each. */
export function useThreads(channelId: string): ReadonlyMap<string, ThreadSummary> {
  const channel = useChannelState(channelId);
  return useMemo(() => (channel ? summariseThreads(channel) : NONE), [channel]);
}
