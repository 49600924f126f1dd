"use client";

import type { Channel } from "@/lib/api-types";
import { useMe } from "@/ui/realtime/use-channels";
import { WorkspacePageTitle } from "../shell/workspace-page-title";
import { nameChannel } from "../sidebar/conversations";

/** The page title of a channel: "(3) #general · Acme". */
export function ChannelTitle({ channel }: { channel: Channel | null }) {
  const me = useMe();
  const name = channel && nameChannel(channel, me.id);
  return (
    <WorkspacePageTitle>
      {channel?.kind === "channel" ? `#${name}` : (name ?? "")}
    </WorkspacePageTitle>
  );
}
