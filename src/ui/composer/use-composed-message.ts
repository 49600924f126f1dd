"use client";

import { type RefObject, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { createTypingSignal } from "@/ui/realtime/store/typing";
import { nameFiles } from "../message/files/describe-file";
import { isTouch } from "../message/growing-text";
import { checkBody } from "../message/message-limits";
import { useChannelPeople } from "../people/use-channel-people";
import { useComposerFiles } from "./files/use-composer-files";
import { findUnreached } from "./mentions/find-unreached";
import { toTokens } from "./mentions/mention-text";
import { useHiddenFrom } from "./mentions/use-hidden-from";
import { useNameFinder } from "./mentions/use-names";
import { mentionsIn } from "@/lib/markdown/mentions";
import { useCompletions } from "./use-completions";
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
  const draft = useDraft(scope, field);
  const { text } = draft.written;
  const files = useComposerFiles(channel.id, scope);
  const people = useChannelPeople(channel);
  const hiddenFrom = useHiddenFrom(channel.id, threadId, people.people);
  const { load } = people;
  // Guests may be in the channel and not in the thread. A guest is not told of the history of others.
  const isAsked = threadId !== undefined && channel.guestCount > 0 && !guest;
  useEffect(() => {
    if (isAsked) load().catch(() => undefined);
  }, [isAsked, load]);
  const names = useNameFinder(!guest);
  const completions = useCompletions(field);
  const [question, setQuestion] = useState<{ body: string; text: string; count: number } | null>(
    null,
  );
  const signal = useMemo(
    () => createTypingSignal(connection, channel.id),
    [connection, channel.id],
  );
  const { sendable: isWritten, left, nearTheEnd } = checkBody(text);
  const isSendable = files.settled && left >= 0 && (isWritten || files.tray.length > 0);

  function write(next: string, caret?: number) {
    draft.write(next, caret);
    if (next.trim() === "") signal.stop();
    else if (channel.joined) signal.typing();
  }

  async function send() {
    if (!isSendable) return;
    const body = checkBody(toTokens(draft.written, names)).clean;
    if (guest || !mentionsIn(body).everyone) return post(body, text);
    const called = await people.load().catch(() => null);
    setQuestion({ body, text, count: Math.max(0, (called?.length ?? 1) - 1) });
  }

  /** @param sentText what was in the field when `send` was called: what was added since stays */
  function post(body: string, sentText: string) {
    const sent = files.take();
    outbox.send({
      channelId: channel.id,
      body: body || nameFiles(sent),
      parentId: threadId ?? null,
      files: sent,
    });
    const now = field.current?.value ?? sentText;
    setQuestion(null);
    completions.close();
    signal.stop();
    if (now.startsWith(sentText)) draft.forget();
    if (now !== sentText) write(now.startsWith(sentText) ? now.slice(sentText.length) : now);
    // On a phone this would open the keyboard for somebody who has just sent a picture.
    if (!isTouch()) field.current?.focus();
    onSent();
  }

  const sendEntered = useEffectEvent(() => void send());
  useEffect(() => {
    if (draft.entered) sendEntered();
  }, [draft.entered]);

  return {
    text,
    write,
    /** Puts words before the text that is in the field by then. */
    putBefore: (words: string) => draft.putBefore({ text: `${words}\n`, places: [] }),
    files,
    completions,
    people,
    mark: draft.mark,
    /** The ids of the guests in the channel who cannot see the thread; null while that is not known. */
    hiddenFrom,
    /** The names of those whom the text mentions and who cannot see it. */
    unreached: findUnreached(draft.written, names, hiddenFrom),
    isSendable,
    /** Characters that are left; negative if there are too many. */
    left,
    nearTheEnd,
    send,
    /** Asked before everybody is notified; null if nothing is asked. `count` is how many others there are. */
    question,
    answer: (isConfirmed: boolean) => {
      if (isConfirmed && question) post(question.body, question.text);
      else setQuestion(null);
    },
    /** The field has lost the focus. */
    rest() {
      signal.stop();
      completions.close();
    },
  };
}
