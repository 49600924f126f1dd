"use client";

import { ArrowLeft } from "lucide-react";
import type { Channel } from "@/lib/api-types";
import { IconButton } from "@/ui/primitives/icon-button";
import { nameChannel } from "@/ui/sidebar/conversations";
import { ViewMessages } from "./view-messages";

interface ViewedChannelProps {
  guest: { id: string; userId: string };
  channel: Channel;
  onBack: () => void;
  onOpenThread: (messageId: string) => void;
}

/** The head of a channel, and its messages. */
export function ViewedChannel({ guest, channel, onBack, onOpenThread }: ViewedChannelProps) {
  const name = nameChannel(channel, guest.userId);
  return (
    <>
      <div className="flex h-header shrink-0 items-center gap-2 border-b px-4 md:px-5">
        <span className="md:hidden">
          <IconButton label="Back to the channels" tooltip={false} onClick={onBack}>
            <ArrowLeft />
          </IconButton>
        </span>
        <h2 dir="auto" className="truncate font-semibold text-message">
          {nameSigned(channel, guest.userId)}
        </h2>
        <span dir="auto" className="truncate text-ink-faint max-sm:hidden">
          {channel.topic}
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ViewMessages
          guestId={guest.id}
          channel={channel}
          name={name}
          onOpenThread={onOpenThread}
        />
      </div>
    </>
  );
}

/** The name with its sign; that of a conversation has none. */
export function nameSigned(channel: Channel, guestUserId: string): string {
  const name = nameChannel(channel, guestUserId);
  return channel.kind === "direct" ? name : `#${name}`;
}
