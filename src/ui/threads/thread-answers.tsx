"use client";

import type { FollowedThread, Message } from "@/lib/api-types";
import { saysOnlyNames } from "@/ui/message/files/describe-file";
import { MessageBody } from "@/ui/message/message-body";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { Since } from "@/ui/thread/since";

const SHOWN = 2;

/** The last answers of a thread. */
export function ThreadAnswers({ answers }: { answers: readonly Message[] }) {
  return (
    <ul aria-label="Last answers" className="mt-2 flex flex-col gap-1.5 border-s-2 ps-3">
      {answers.map((answer) => (
        <li key={answer.id} className="flex gap-2">
          <PersonAvatar {...answer.author} size="small" className="mt-0.5" />
          <div className="min-w-0 flex-1">
            <p className="flex min-w-0 items-baseline gap-2">
              <span dir="auto" className="truncate font-semibold">
                {answer.author.name}
              </span>
              <span className="shrink-0 text-ink-faint text-meta">
                <Since at={answer.createdAt} />
              </span>
            </p>
            {/* Its links can be followed: they stand above the one of the row. */}
            <div className="max-h-33 overflow-hidden [&_a]:relative [&_a]:z-10">
              <MessageBody body={answer.body} byGuest={answer.author.guest} />
            </div>
            {answer.files.length > 0 && !saysOnlyNames(answer.body, answer.files) && (
              <p className="text-ink-faint text-meta">
                {answer.files.length === 1 ? "1 file" : `${answer.files.length} files`}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

const NONE: readonly Message[] = [];

/** The last answers as the page has them, with those that came since. `more` says how many came since. */
export function useLastAnswers({ message, channel, last }: FollowedThread) {
  const { state } = useRealtime();
  const heard = useObservable(state, ({ channels }) => channels[channel.id]?.messages ?? NONE);
  const known = last.at(-1)?.seq ?? 0;
  const ours = heard.filter((one) => one.parentId === message.id);
  const newest = (one: Message) => ours.find(({ id }) => id === one.id) ?? one;
  const since = ours.filter((one) => one.seq > known);
  const answers = [...last.map(newest), ...since].filter(({ deletedAt }) => deletedAt === null);
  return {
    answers: answers.slice(-SHOWN),
    more: since.filter(({ deletedAt }) => deletedAt === null).length,
  };
}
