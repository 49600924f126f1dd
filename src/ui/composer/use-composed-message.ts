"use client";

import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { createTypingSignal } from "@/ui/realtime/store/typing";
import { hasCodes, replaceShortNames } from "../emoji/short-names";
import { useEmojiCompletion } from "../emoji/use-emoji-completion";
import { nameFiles } from "../message/files/describe-file";
import { checkBody } from "../message/message-limits";
import { useChannelPeople } from "../people/use-channel-people";
import { useComposerFiles } from "./files/use-composer-files";
import { findUnreached } from "./mentions/find-unreached";
import { mentionsEveryone, toTokens } from "./mentions/mention-text";
import { useHiddenFrom } from "./mentions/use-hidden-from";
import { useMentionPicker } from "./mentions/use-mention-picker";
import { useDraft } from "./use-draft";

interface ComposedMessageOptions {
  channel: Channel;
  /** The message whose thread the user writes in. */
  threadId: string | undefined;
  /** Whether the user is a guest. Guests cannot mention everyone. */
  guest: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  onSent: () => void;
}

/** A message from its first character to the outbox: its text, its files, the two lists of completions, and sending. */
export function useComposedMessage(options: ComposedMessageOptions) {
  const { channel, threadId, guest, field, onSent } = options;
  const { outbox, connection } = useRealtime();
  const scope = threadId ? `${channel.id}:${threadId}` : channel.id;
  const [text, setText, forget, entered] = useDraft(scope, field);
  const files = useComposerFiles(channel.id, scope);
  const people = useChannelPeople(channel);
  const hiddenFrom = useHiddenFrom(channel.id, threadId, people.people);
  const { load } = people;
  // Guests may be in the channel and not in the thread. A guest is not told of the history of others.
  const isAsked = threadId !== undefined && channel.guestCount > 0 && !guest;
  useEffect(() => {
    if (isAsked) load().catch(() => undefined);
  }, [isAsked, load]);
  const mentions = useMentionPicker({
    text,
    setText,
    field,
    channelPeople: people,
    hiddenFrom,
    everyone: !guest,
  });
  const emoji = useEmojiCompletion({ text, setText: write, field });
  const spelling = useRef(false);
  const [question, setQuestion] = useState<{ body: string; count: number } | null>(null);
  const signal = useMemo(
    () => createTypingSignal(connection, channel.id),
    [connection, channel.id],
  );
  const { clean, sendable: isWritten, left, nearTheEnd } = checkBody(text);
  const isSendable = files.settled && left >= 0 && (isWritten || files.tray.length > 0);

  function write(next: string) {
    setText(next);
    if (next.trim() === "") signal.stop();
    else if (channel.joined) signal.typing();
  }

  async function send() {
    if (!isSendable || spelling.current) return;
    const tokens = toTokens(clean, mentions.namedPeople(), !guest);
    const body = hasCodes(tokens) ? await spell(tokens) : tokens;
    if (guest || !mentionsEveryone(body)) return post(body, readRest());
    const called = await people.load().catch(() => null);
    setQuestion({ body, count: Math.max(0, (called?.length ?? 1) - 1) });
  }

  /** Replaces the short names of emoji. Their table may still be loading: a second Enter must not send twice. */
  async function spell(body: string): Promise<string> {
    spelling.current = true;
    const spelled = await replaceShortNames(body);
    spelling.current = false;
    return spelled;
  }

  /** What stays in the field: text that was added since `send` was called, or all of it if it was changed. */
  function readRest(): string {
    const now = field.current?.value ?? text;
    return now.startsWith(text) ? now.slice(text.length) : now;
  }

  function post(body: string, rest = "") {
    const sent = files.take();
    outbox.send({
      channelId: channel.id,
      body: body || nameFiles(sent),
      parentId: threadId ?? null,
      files: sent,
    });
    setQuestion(null);
    forget();
    signal.stop();
    if (rest !== "") write(rest);
    onSent();
  }

  const sendEntered = useEffectEvent(() => void send());
  useEffect(() => {
    if (entered) sendEntered();
  }, [entered]);

  return {
    text,
    write,
    /** Puts words before the text that is in the field by then. */
    putBefore: (words: string) => setText(`${words}\n${field.current?.value ?? text}`),
    files,
    mentions,
    emoji,
    /** The ids of the guests in the channel who cannot see the thread; null while that is not known. */
    hiddenFrom,
    /** The names of those whom the text mentions and who cannot see it. */
    unreached: findUnreached(text, mentions.namedPeople, hiddenFrom),
    isSendable,
    /** Characters that are left; negative if there are too many. */
    left,
    nearTheEnd,
    send,
    /** Asked before everybody is notified; null if nothing is asked. `count` is how many others there are. */
    question,
    answer: (isConfirmed: boolean) => {
      if (isConfirmed && question) post(question.body);
      else setQuestion(null);
    },
    /** The field has lost the focus. */
    rest() {
      signal.stop();
      mentions.close();
      emoji.close();
    },
  };
}
