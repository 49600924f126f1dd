"use client";

import { useMemo, useRef, useState } from "react";
import type { Channel, Message } from "@/lib/api-types";
import { useMe, useMessages } from "@/ui/realtime/use-channels";
import { ChannelHeader } from "./channel-header";
import { useClock } from "./clock-context";
import { Composer } from "./composer";
import { DeleteDialog } from "./delete-dialog";
import { findNewPart, toItems } from "./group-messages";
import { JoinBar } from "./join-bar";
import type { ListContext } from "./message-item";
import { MessageList, type MessageListHandle } from "./message-list";
import { NewMessageVoice } from "./new-message-voice";
import { TypingLine } from "./typing-line";
import { useMessageCommands } from "./use-message-commands";
import { useReading } from "./use-reading";
import { useStanding } from "./use-standing";

interface ChannelViewProps {
  channel: Channel;
  /** The first seq that is loaded. */
  from: number;
  generation: number;
}

/** A channel with its messages there: header, list, and where one writes. */
export function ChannelView({ channel, from, generation }: ChannelViewProps) {
  const { messages, outgoing } = useMessages(channel.id);
  const [atBottom, setAtBottom] = useState(true);
  const [editing, setEditing] = useState<Message | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const list = useRef<MessageListHandle>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const line = useReading(channel, atBottom, true);
  const { belongs, administers } = useStanding();
  const commands = useMessageCommands();
  const clock = useClock();
  const me = useMe();

  const items = useMemo(() => toItems(messages, outgoing, me.id), [messages, outgoing, me.id]);
  const context: ListContext = {
    channel,
    from,
    me,
    guest: !belongs,
    mayModerate: administers,
    clock,
    commands,
    newFrom: findNewPart(messages, line, me.id),
    editingId: editing?.id ?? null,
    onEdit: useMemo(
      () => (message: Message | null) => {
        setEditing(message);
        if (!message) composer.current?.focus();
      },
      [],
    ),
    onDelete: setDeleting,
  };

  function editLast() {
    const last = messages.findLast((one) => one.author.id === me.id && !one.deletedAt);
    if (!last) return;
    setEditing(last);
    list.current?.showItem(`${me.id}:${last.clientId}`);
  }

  return (
    <>
      <ChannelHeader channel={channel} />
      <MessageList
        key={generation}
        ref={list}
        items={items}
        context={context}
        atBottom={atBottom}
        onAtBottom={setAtBottom}
      />
      <NewMessageVoice messages={messages} meId={me.id} />
      <TypingLine channelId={channel.id} />
      {channel.archivedAt ? (
        <p className="border-t px-5 py-4 text-center text-ink-soft">
          This channel is archived. It can be read, and nothing more is written here.
        </p>
      ) : (
        <>
          {!channel.joined && belongs && <JoinBar channel={channel} />}
          <Composer
            ref={composer}
            channel={channel}
            guest={!belongs}
            onSent={() => requestAnimationFrame(() => list.current?.toNewest())}
            onEditLast={editLast}
          />
        </>
      )}
      <DeleteDialog
        message={deleting}
        onClose={() => setDeleting(null)}
        onDelete={commands.remove}
      />
    </>
  );
}
