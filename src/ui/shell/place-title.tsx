"use client";

import type { Channel } from "@/lib/api-types";
import { PageTitle } from "@/ui/primitives/page-title";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { countCalls, waits } from "../sidebar/places";

/**
 * "(3) Guests · Acme": where one is in the workspace, and how many messages call for one in all of it. Where
 * something is new that calls for nobody, "• Guests · Acme". The page's metadata has `OWN_TITLE`.
 */
export function PlaceTitle({ children }: { children: string }) {
  const { workspace, state } = useRealtime();
  const sign = useObservable(state, (all) =>
    describeWaiting(Object.values(all.channels).map((one) => one.channel)),
  );
  return <PageTitle>{`${sign}${children ? `${children} · ` : ""}${workspace.name}`}</PageTitle>;
}

export function describeWaiting(channels: Channel[]): string {
  const calls = channels.reduce((sum, channel) => sum + countCalls(channel), 0);
  if (calls > 0) return `(${calls}) `;
  return channels.some(waits) ? "• " : "";
}
