"use client";

import { useEffect, useEffectEvent } from "react";
import type { Message } from "@/lib/api-types";
import { copyText } from "@/ui/copy-text";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** Offers what the user was writing into a message that is deleted meanwhile, before it goes with the row. */
export function useKeptWords({ id, channelId }: Message, text: string, onClose: () => void): void {
  const { state } = useRealtime();
  const offer = useEffectEvent(() => {
    const messages = state.get().channels[channelId]?.messages ?? [];
    if (!messages.find((one) => one.id === id)?.deletedAt) return;
    onClose();
    toast.warning("The message was deleted while you were editing it", {
      duration: Number.POSITIVE_INFINITY,
      action: { label: "Copy what you wrote", onClick: () => void copyText(text) },
    });
  });
  useEffect(() => () => offer(), []);
}
