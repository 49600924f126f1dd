"use client";

import type { Channel } from "@/lib/api-types";
import { ChannelSign } from "@/ui/channel/channel-name";
import { useChannel, useMe } from "@/ui/realtime/use-channels";
import { nameChannel } from "./conversations";

/** The name of the channel that a message is in, beside its author. */
export function ConversationName({
  channel: given,
}: {
  channel: Pick<Channel, "id" | "name" | "kind">;
}) {
  const channel = useChannel(given.id);
  const me = useMe();
  if (given.kind === "direct") {
    return (
      <span className="truncate text-ink-faint text-meta">
        {channel ? nameChannel(channel, me.id) : "Direct conversation"}
      </span>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-0.5 text-ink-faint text-meta">
      <ChannelSign
        channel={{ visibility: channel?.visibility ?? "public", guestCount: 0 }}
        className="[&_svg]:size-3"
      />
      <span className="truncate">{given.name}</span>
    </span>
  );
}
