"use client";

import { useCallback, useEffect, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** A list with fewer lines may not fill the screen. Then the user cannot scroll, so nothing asks for older messages. */
const FEW = 15;

/** Loads older messages at the start of the list, and newer ones at its end. */
export function useLoadAtEnds(channelId: string, from: number, count: number) {
  const { messages } = useRealtime();
  const [hasFailed, setFailed] = useState(false);

  const loadOlder = useCallback(() => {
    setFailed(false);
    messages.older(channelId).catch(() => setFailed(true));
  }, [messages, channelId]);
  // If it fails, the list asks again the next time that the user scrolls to its end.
  const loadNewer = useCallback(() => {
    messages.newer(channelId).catch(() => undefined);
  }, [messages, channelId]);

  useEffect(() => {
    if (count < FEW && from > 1) loadOlder();
  }, [count, from, loadOlder]);

  return { hasFailed, loadOlder, loadNewer };
}
