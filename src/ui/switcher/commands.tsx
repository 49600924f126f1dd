"use client";

import { useEffect } from "react";
import { rememberVisit } from "@/ui/sidebar/recent-channels";
import { useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useShortcuts } from "./use-shortcuts";

/** Handles the shortcuts that work anywhere in a workspace, and remembers the channels that were visited last. */
export function Commands() {
  const { memory } = useRealtime();
  const open = useOpenChannelId();
  useShortcuts();
  useEffect(() => {
    if (open) rememberVisit(memory, open);
  }, [memory, open]);
  return null;
}
