"use client";

import type { RefObject } from "react";
import type { Channel } from "@/lib/api-types";
import { ChannelSign } from "@/ui/channel/channel-name";
import { type Completion, CompletionList } from "../completion-list";

interface ChannelListProps {
  picker: Completion<Channel>;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The channels to choose from after a `#`. */
export function ChannelList({ picker, field }: ChannelListProps) {
  return (
    <CompletionList
      label="Channels"
      completion={picker}
      field={field}
      keyOf={({ id }) => id}
      nameOf={({ name }) => name}
    >
      {(channel) => (
        <>
          <ChannelSign channel={channel} className="text-ink-faint" />
          <span className="min-w-0 truncate font-medium">{channel.name}</span>
          {!channel.joined && (
            <span className="ml-auto shrink-0 text-ink-faint text-meta">not joined</span>
          )}
        </>
      )}
    </CompletionList>
  );
}
