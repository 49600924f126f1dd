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

/** Changes what a channel is for the user alone. */
export function useChangeOwn({
  id,
}: Channel): (wish: Partial<Pick<Channel, "muted" | "starred">>) => Promise<void> {
  const { putChannel } = useRealtime();
  return useCallback(
    async (wish) => {
      const path = `/api/channels/${id}/membership`;
      const answer = await request<{ channel: Channel }>("PATCH", path, wish);
      putChannel(answer.channel);
    },
    [putChannel, id],
  );
}
