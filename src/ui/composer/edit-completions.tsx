"use client";

import type { RefObject } from "react";
import type { Channel, Message } from "@/lib/api-types";
import { useChannelPeople } from "../people/use-channel-people";
import { useChannel } from "../realtime/use-channels";
import { useMay } from "../shell/use-may";
import { Completions } from "./completions";
import type { Place } from "./mentions/places";
import { useHiddenFrom } from "./mentions/use-hidden-from";
import type { useCompletions } from "./use-completions";

interface EditCompletionsProps {
  message: Pick<Message, "channelId" | "parentId">;
  completions: ReturnType<typeof useCompletions>;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Remembers what is meant by a name in the text. */
  mark: (place: Place) => void;
}

/** The completions of the field in which a message is edited: those of the composer of its channel. */
export function EditCompletions(props: EditCompletionsProps) {
  const channel = useChannel(props.message.channelId);
  return channel && <InChannel {...props} channel={channel} />;
}

function InChannel(props: EditCompletionsProps & { channel: Channel }) {
  const { message, completions, field, mark, channel } = props;
  const channelPeople = useChannelPeople(channel);
  const threadId = message.parentId ?? undefined;
  const hiddenFrom = useHiddenFrom(channel.id, threadId, channelPeople.people);
  return (
    <Completions
      ref={completions.handle}
      field={field}
      mark={mark}
      channelPeople={channelPeople}
      hiddenFrom={hiddenFrom}
      everyone={useMay("message.mentionAll")}
      onOpen={completions.setOpen}
    />
  );
}
