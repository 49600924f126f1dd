"use client";

import Link from "next/link";
import { useEffect, useMemo } from "react";
import type { Message } from "@/lib/api-types";
import { channelPath } from "@/ui/channel/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { mergeMessage } from "@/ui/realtime/store/merge-message";
import { replaceChannel } from "@/ui/realtime/store/state";
import { useChannelState } from "@/ui/realtime/use-channels";
import { request } from "@/ui/request";
import { useChannelOf } from "@/ui/composer/mentions/use-names";
import { toPlainText } from "@/ui/search/plain-text";
import { ConversationName } from "@/ui/sidebar/conversation-name";
import { useObservable } from "@/ui/realtime/observable";
import { nameFiles } from "../files/describe-file";
import { AuthorLine } from "../message-author";
import { findLinked, type MessageLink } from "./find-linked";

/**
 * The beginnings of the messages of this workspace to which a body links. Each reader asks for them by the same request
 * as for the channel's messages, so they see what they may read and nothing else. No other address is asked.
 */
export function LinkedMessages({ body }: { body: string }) {
  const { workspace } = useRealtime();
  const links = useMemo(
    () => findLinked(body, window.location.origin, workspace.slug),
    [body, workspace.slug],
  );
  return links.map((link) => <Linked key={`${link.channelId} ${link.seq}`} link={link} />);
}

function Linked({ link }: { link: MessageLink }) {
  const { state, workspace } = useRealtime();
  const people = useObservable(state, (now) => now.people);
  const channelOf = useChannelOf();
  const channel = useChannelState(link.channelId)?.channel;
  const message = useLinkedMessage(link);
  if (!channel || !message || message.deletedAt) return null;
  return (
    <article
      aria-label={`Linked message of ${message.author.name}`}
      className="relative mt-1.5 max-w-xl rounded-md border bg-raised px-3 py-2 transition-colors focus-within:bg-hover hover:bg-hover"
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2">
        <AuthorLine author={message.author} at={message.createdAt} />
        <ConversationName channel={channel} />
      </div>
      <Link
        href={`${channelPath(workspace.slug, link.channelId)}?at=${link.seq}`}
        prefetch={false}
        dir="auto"
        className="line-clamp-3 whitespace-pre-line text-ink-soft text-message [overflow-wrap:anywhere] after:absolute after:inset-0"
      >
        {toPlainText(message.body, people, channelOf) || nameFiles(message.files)}
      </Link>
    </article>
  );
}

/** The message from the store, where later changes of it arrive too. It is asked for if it is not there. */
function useLinkedMessage({ channelId, seq }: MessageLink): Message | null {
  const { state } = useRealtime();
  const channel = useChannelState(channelId);
  const message = channel?.messages.find((one) => one.seq === seq) ?? null;
  const isMissing = channel !== null && message === null;
  useEffect(() => {
    if (!isMissing) return;
    const controller = new AbortController();
    const path = `/api/channels/${channelId}/messages?after=${seq - 1}&limit=1`;
    request<{ messages: Message[] }>("GET", path, undefined, controller.signal).then(
      ({ messages: [found] }) => {
        if (found?.seq !== seq) return;
        state.update((before) =>
          replaceChannel(before, channelId, (now) => mergeMessage(now, found)),
        );
      },
      // The link is there all the same. It is asked for again when the row comes back into view.
      () => undefined,
    );
    return () => controller.abort();
  }, [state, channelId, seq, isMissing]);
  return message;
}
