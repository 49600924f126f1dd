"use client";

import { useEffect } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { countUnread } from "@/ui/realtime/state";
import { useValue } from "@/ui/realtime/value";

/** "(3) #general · Acme": the channel and what waits in all of them, in the tab's title. */
export function useDocumentTitle(channelName: string | null): void {
  const { workspace, state } = useRealtime();
  const unread = useValue(state, (all) =>
    Object.values(all.channels).reduce((sum, one) => sum + countUnread(one), 0),
  );
  useEffect(() => {
    const count = unread > 0 ? `(${unread}) ` : "";
    const place = channelName ? `#${channelName} · ` : "";
    document.title = `${count}${place}${workspace.name}`;
  }, [unread, channelName, workspace.name]);
}
