"use client";

import { useEffect } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { countUnread } from "@/ui/realtime/state";
import { useMe } from "@/ui/realtime/use-channels";
import { useValue } from "@/ui/realtime/value";
import { nameChannel } from "./places/places";

/** "(3) #general · Acme": the channel and what waits in all of them, in the tab's title. */
export function useDocumentTitle(channel: Channel | null): void {
  const { workspace, state } = useRealtime();
  const unread = useValue(state, (all) =>
    Object.values(all.channels).reduce((sum, one) => sum + countUnread(one), 0),
  );
  const me = useMe();
  const name = channel && nameChannel(channel, me.id);
  const title = channel?.kind === "channel" ? `#${name}` : name;
  useEffect(() => {
    const count = unread > 0 ? `(${unread}) ` : "";
    const place = title ? `${title} · ` : "";
    document.title = `${count}${place}${workspace.name}`;
  }, [unread, title, workspace.name]);
}
