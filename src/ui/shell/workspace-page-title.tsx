"use client";

import type { Channel } from "@/lib/api-types";
import { PageTitle } from "@/ui/primitives/page-title";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { countForMe, waits } from "../sidebar/conversations";

/**
 * The page title, for example "(3) Guests · Acme": the name of the page, and the number of unread messages for the user
 * in the whole workspace. If there are only other unread messages, it is "• Guests · Acme". The page's metadata must
 * have `OWN_TITLE`.
 */
export function WorkspacePageTitle({ children }: { children: string }) {
  const { workspace, state } = useRealtime();
  const sign = useObservable(state, (all) =>
    unreadPrefix(Object.values(all.channels).map((one) => one.channel)),
  );
  return <PageTitle>{`${sign}${children ? `${children} · ` : ""}${workspace.name}`}</PageTitle>;
}

/** What comes before a page title: "(3) " for messages to the user, "• " for other unread messages, or nothing. */
export function unreadPrefix(channels: Channel[]): string {
  const calls = channels.reduce((sum, channel) => sum + countForMe(channel), 0);
  if (calls > 0) return `(${calls}) `;
  return channels.some(waits) ? "• " : "";
}
