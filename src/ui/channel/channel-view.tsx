"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Channel, Message } from "@/lib/api-types";
import { NotificationOffer } from "@/ui/notifications/notification-offer";
import { useMe, useMessages } from "@/ui/realtime/use-channels";
import { ChannelHeader } from "./channel-header";
import { useClock } from "../shell/clock-context";
import { Composer, type ComposerHandle } from "../composer/composer";
import { countFresh, findNewPart, toItems } from "../message/group-messages";
import { JoinBar } from "./join-bar";
import { DeleteDialog } from "../shell/lazy-dialogs";
import type { ListContext } from "../message/message-item";
import { MessageList, type MessageListHandle } from "../message/message-list";
import { NewMessageVoice } from "../message/new-message-voice";
import { everyoneElseLeft, nameChannel } from "../sidebar/conversations";
import { useRowTools } from "../message/row-tools";
import { useThreads } from "../thread/use-threads";
import { TypingLine } from "./typing-line";
import { changeChannelParams, useChannelParams } from "../shell/use-channel-params";
import { takeWriteIntent } from "./use-go-to-channel";
import { useEditLast } from "./use-edit-last";
import { useReading } from "./use-reading";
import { useIsGuest, useMay } from "../shell/use-may";
import { useTarget } from "./use-target";

interface ChannelViewProps {
  channel: Channel;
  /** The first seq that is shown. */
  from: number;
  generation: number;
  /** Whether an older range of messages is shown, without the newest ones. */
  elsewhere: boolean;
}

/** A channel with its messages loaded: header, message list and composer. */
export function ChannelView({ channel, from, generation, elsewhere }: ChannelViewProps) {
  const { messages, outgoing } = useMessages(channel.id);
  const threads = useThreads(channel.id);
  const { at } = useChannelParams();
  const target = useTarget(channel.id, at);
  const [atBottom, setAtBottom] = useState(true);
  const [seenLine, setSeenLine] = useState<number | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const list = useRef<MessageListHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  const { line, endPart } = useReading(channel, atBottom && !elsewhere);
  const isGuest = useIsGuest();
  const mayJoin = useMay("channel.join");
  const clock = useClock();
  const me = useMe();

  useEffect(() => {
    if (takeWriteIntent(channel.id)) composer.current?.focus();
  }, [channel.id]);

  const onEdit = useCallback((message: Message | null) => {
    setEditing(message);
    if (!message) composer.current?.focus();
  }, []);
  const onQuote = useCallback((message: Message) => composer.current?.quote(message), []);
  const tools = useRowTools({ threads: true, onEdit, onDelete: setDeleting, onQuote });

  const items = useMemo(
    () => toItems(messages, elsewhere ? [] : outgoing, me.id, threads),
    [messages, outgoing, elsewhere, me.id, threads],
  );
  const spoken = useMemo(() => messages.filter((one) => one.parentId === null), [messages]);
  const context: ListContext = {
    channel,
    from,
    me,
    guest: isGuest,
    clock,
    tools,
    threads,
    fresh: useMemo(() => countFresh(messages, line, me.id), [messages, line, me.id]),
    markedSeq: target,
    newFrom: line !== null && line + 1 >= from ? findNewPart(messages, line, me.id) : null,
    editingId: editing?.id ?? null,
  };

  const editLast = useEditLast(elsewhere ? 0 : outgoing.length, () => {
    const mine = (one: Message) => one.author.id === me.id && !one.deletedAt && !one.parentId;
    const last = messages.findLast(mine);
    if (!last) return;
    setEditing(last);
    list.current?.showItem(`${me.id}:${last.clientId}`);
  });

  // The older range may have merged with the newest messages by now. The address then still names the message.
  function toNewest() {
    if (at !== null) changeChannelParams({ at: null });
    else requestAnimationFrame(() => list.current?.toNewest());
  }

  const closed = describeClosed(channel, me.id);
  return (
    <>
      <ChannelHeader channel={channel} />
      <NotificationOffer />
      <MessageList
        key={`${generation} ${target}`}
        ref={list}
        items={items}
        context={context}
        atBottom={atBottom && !elsewhere}
        elsewhere={elsewhere}
        line={line}
        seenLine={seenLine}
        onSeen={setSeenLine}
        onAtBottom={setAtBottom}
        onNewest={toNewest}
        foot={<TypingLine channelId={channel.id} />}
      />
      <NewMessageVoice messages={spoken} meId={me.id} />
      {closed ? (
        <p className="border-t px-4 py-4 text-center md:px-5 text-ink-soft">{closed}</p>
      ) : (
        <>
          {!channel.joined && mayJoin && <JoinBar channel={channel} />}
          <Composer
            ref={composer}
            channel={channel}
            guest={isGuest}
            onSent={() => {
              endPart();
              toNewest();
            }}
            onEditLast={editLast}
          />
        </>
      )}
      <DeleteDialog
        message={deleting}
        onClose={() => setDeleting(null)}
        onDelete={tools.commands.remove}
      />
    </>
  );
}

/** Why nobody can write here any more, or null. */
function describeClosed(channel: Channel, meId: string): string | null {
  if (channel.archivedAt) {
    return "This channel is archived. It can be read, and nothing more is written here.";
  }
  if (!everyoneElseLeft(channel, meId)) return null;
  const verb = channel.people.length > 2 ? "are" : "is";
  return `${nameChannel(channel, meId)} ${verb} no longer in this conversation. You can still read what was said.`;
}
