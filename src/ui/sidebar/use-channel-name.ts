"use client";

import type { Channel } from "@/lib/api-types";
import { useMe } from "@/ui/realtime/use-channels";
import { nameChannel } from "./conversations";

/** The name of a channel for this user. `signed` has a "#" before it, except for direct conversations. */
export function useChannelName(channel: Channel): { name: string; signed: string } {
  const me = useMe();
  const name = nameChannel(channel, me.id);
  return { name, signed: channel.kind === "direct" ? name : `#${name}` };
}
