"use client";

import type { Channel } from "@/lib/api-types";
import { PageTitle } from "@/ui/primitives/page-title";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe } from "@/ui/realtime/use-channels";
import { useValue } from "@/ui/realtime/value";
import { countCalls, nameChannel, waits } from "./places/places";

/**
 * "(3) #general · Acme": the channel, and how many messages call for one in all of them. Where something is
 * new that calls for nobody, "• #general · Acme".
 */
export function ChannelTitle({ channel }: { channel: Channel | null }) {
  const { workspace, state } = useRealtime();
  const sign = useValue(state, (all) =>
    describeWaiting(Object.values(all.channels).map((one) => one.channel)),
  );
  const me = useMe();
  const name = channel && nameChannel(channel, me.id);
  const title = channel?.kind === "channel" ? `#${name}` : name;
  return <PageTitle>{`${sign}${title ? `${title} · ` : ""}${workspace.name}`}</PageTitle>;
}

export function describeWaiting(channels: Channel[]): string {
  const calls = channels.reduce((sum, channel) => sum + countCalls(channel), 0);
  if (calls > 0) return `(${calls}) `;
  return channels.some(waits) ? "• " : "";
}
