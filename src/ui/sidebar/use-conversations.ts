"use client";

import { useMemo } from "react";
import { useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { useChannels, useMe } from "@/ui/realtime/use-channels";
import { listConversations, type Conversations } from "./conversations";

/** The channels and direct conversations of the sidebar, in its order. */
export function useConversations(): Conversations {
  const all = useChannels();
  const open = useOpenChannelId();
  const me = useMe();
  return useMemo(() => listConversations(all, open, me.id), [all, open, me.id]);
}
