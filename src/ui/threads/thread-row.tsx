"use client";

import Link from "next/link";
import type { FollowedThread, Message } from "@/lib/api-types";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { shortCount } from "@/ui/sidebar/count";
import { ConversationName } from "@/ui/sidebar/conversation-name";
import { useChannelOf } from "@/ui/composer/mentions/use-names";
import { toPlainText } from "@/ui/search/plain-text";
import { Since } from "@/ui/thread/since";
import { channelPath } from "@/ui/channel/use-go-to-channel";
import { ThreadAnswers, useLastAnswers } from "./thread-answers";
import { ThreadReply } from "./thread-reply";
import { Badge } from "@/ui/primitives/badge";
import { GuestPill } from "@/ui/primitives/guest-pill";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { usePerson } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";

/** The first message of a thread, and a summary of its replies. It links to the thread beside its channel. */
export function ThreadRow({ thread }: { thread: FollowedThread }) {
  const { workspace, state } = useRealtime();
  const { channel, lastAt } = thread;
  const { answers, more } = useLastAnswers(thread);
  const count = thread.count + more;
  const message = useNewest(thread.message);
  const { author } = message;
  // The server may not know yet which replies were seen a moment ago.
  const seen = useObservable(state, (all) => all.channels[channel.id]?.seen[message.id] ?? 0);
  const unseenSeqs = thread.unseenSeqs.filter((seq) => seq > seen);
  const people = useObservable(state, (all) => all.people);
  const channelOf = useChannelOf();
  const person = usePerson(author.id);
  const place = `${channelPath(workspace.slug, channel.id)}?at=${message.seq}&thread=${message.id}`;
  const [first] = unseenSeqs;
  const words = message.deletedAt
    ? "A message that was deleted"
    : toPlainText(message.body, people, channelOf);
  return (
    <article className="relative flex gap-3 px-4 py-3 transition-colors focus-within:bg-hover hover:bg-hover md:px-5">
      <PersonAvatar {...author} size="large" />
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-x-2">
          <span dir="auto" className="truncate font-semibold">
            {author.name}
          </span>
          {author.guest && <GuestPill person={person} className="relative z-10" />}
          <ConversationName channel={channel} />
        </div>
        <Link
          href={first === undefined ? place : `${place}&reply=${first}`}
          prefetch={false}
          dir="auto"
          className="mt-0.5 line-clamp-2 text-message [overflow-wrap:anywhere] after:absolute after:inset-0"
        >
          {words}
        </Link>
        <p className="mt-1 flex items-center gap-2 text-ink-faint text-meta">
          <span>{count === 1 ? "1 reply" : `${count} replies`}</span>
          {unseenSeqs.length > 0 && (
            <Badge tone="accent">{shortCount(unseenSeqs.length)} new</Badge>
          )}
          {answers.length === 0 && <Since at={lastAt} before="last " />}
        </p>
        <ThreadAnswers answers={answers} />
        <ThreadReply channelId={channel.id} threadId={message.id} />
      </div>
    </article>
  );
}

/** The message in its present state: events keep the messages in the store up to date. */
function useNewest(message: Message): Message {
  const { state } = useRealtime();
  const heard = useObservable(state, ({ channels }) =>
    channels[message.channelId]?.messages.find((one) => one.id === message.id),
  );
  return heard && heard.contentRev > message.rev ? heard : message;
}
