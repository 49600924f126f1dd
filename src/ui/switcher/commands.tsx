"use client";

import { useEffect } from "react";
import { noteVisit } from "@/ui/sidebar/recent-places";
import { useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useShortcuts } from "./use-shortcuts";

/** What the keyboard does anywhere in a workspace, and where one was last. */
export function Commands() {
  const { memory } = useRealtime();
  const open = useOpenChannelId();
  useShortcuts();
  useEffect(() => {
    if (open) noteVisit(memory, open);
  }, [memory, open]);
  return null;
}
