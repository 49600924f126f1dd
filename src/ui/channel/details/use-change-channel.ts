"use client";

import { useCallback } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";

interface Wish {
  name?: string;
  topic?: string;
  archived?: boolean;
}

/** Changes a channel for everybody. */
export function useChangeChannel({ id }: Channel): (wish: Wish) => Promise<void> {
  const { putChannel } = useRealtime();
  return useCallback(
    async (wish) => {
      const answer = await request<{ channel: Channel }>("PATCH", `/api/channels/${id}`, wish);
      putChannel(answer.channel);
    },
    [putChannel, id],
  );
}

/** Mutes a channel for the user, or unmutes it. */
export function useMuteChannel({ id, muted }: Channel): () => Promise<void> {
  const { putChannel } = useRealtime();
  return useCallback(async () => {
    const path = `/api/channels/${id}/membership`;
    const answer = await request<{ channel: Channel }>("PATCH", path, { muted: !muted });
    putChannel(answer.channel);
  }, [putChannel, id, muted]);
}
