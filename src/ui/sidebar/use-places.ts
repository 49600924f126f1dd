"use client";

import { useMemo } from "react";
import { useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { useChannels, useMe } from "@/ui/realtime/use-channels";
import { listPlaces, type Places } from "./places";

/** The channels and direct conversations of the sidebar, in its order. */
export function usePlaces(): Places {
  const all = useChannels();
  const open = useOpenChannelId();
  const me = useMe();
  return useMemo(() => listPlaces(all, open, me.id), [all, open, me.id]);
}
