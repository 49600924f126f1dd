"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { changeAddress } from "./change-address";
import { channelPath, findOpenChannelId } from "./use-go-to-channel";

/** Shows a message in its context. From one channel to another only the address changes. */
export function useGoToMessage(): (channelId: string, seq: number) => void {
  const { workspace } = useRealtime();
  const router = useRouter();
  return useCallback(
    (channelId, seq) => {
      const path = `${channelPath(workspace.slug, channelId)}?at=${seq}`;
      if (findOpenChannelId() !== null) changeAddress(path);
      else router.push(path);
    },
    [workspace.slug, router],
  );
}
