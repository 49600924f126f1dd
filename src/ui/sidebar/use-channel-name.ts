"use client";

import type { Channel } from "@/lib/api-types";
import { useMe } from "@/ui/realtime/use-channels";
import { nameChannel } from "./places";

/** What a channel is called by the one who reads it, with its sign where it has one. */
export function useChannelName(channel: Channel): { name: string; signed: string } {
  const me = useMe();
  const name = nameChannel(channel, me.id);
  return { name, signed: channel.kind === "direct" ? name : `#${name}` };
}
