"use client";

import { Fragment } from "react";
import type { Channel } from "@/lib/api-types";
import { DayDivider, hidesEarlier } from "@/ui/message/message-dividers";
import { Button } from "@/ui/primitives/button";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { Time } from "@/ui/primitives/time";
import { useClock } from "@/ui/shell/clock-context";
import { ThreadLink } from "@/ui/thread/thread-link";
import { useViewedMessages } from "./use-guest-view";
import { ViewedMessage } from "./viewed-message";

interface ViewMessagesProps {
  guestId: string;
  channel: Channel;
  name: string;
  onOpenThread: (messageId: string) => void;
}

/** The messages of a channel as the guest reads them, answers in their threads. Nothing can be done but read. */
export function ViewMessages({ guestId, channel, name, onOpenThread }: ViewMessagesProps) {
  const { loaded, failure, busy, loadOlder, retry } = useViewedMessages(guestId, channel.id);
  const clock = useClock();
  const threads = loaded?.threads ?? {};
  const messages = (loaded?.messages ?? []).filter(
    ({ id, parentId, deletedAt }) => parentId === null && (deletedAt === null || threads[id]),
  );
  return (
    <div role="log" aria-label={`Messages in ${name}`} aria-live="off" className="pb-6">
      {failure !== null && (
        <RetryAlert className="m-4 md:mx-5" failure={failure} onRetry={() => void retry()} />
      )}
      {!loaded && failure === null && <SkeletonRows label="Loading messages" />}
      {loaded?.hasMore && (
        <p className="px-4 pt-4 text-center">
          <Button size="small" busy={busy} onClick={() => void loadOlder()}>
            Earlier messages
          </Button>
        </p>
      )}
      {loaded && !loaded.hasMore && hidesEarlier(channel) && (
        <p className="px-4 pt-6 text-ink-faint md:px-5">
          Their access begins here, <Time at={channel.historyFrom} show="absolute" />. What was
          written before is not shown.
        </p>
      )}
      {loaded && !loaded.hasMore && messages.length === 0 && (
        <p className="px-5 py-10 text-center text-ink-soft">They see no message here.</p>
      )}
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const isNewDay = !before || clock.day(before.createdAt) !== clock.day(message.createdAt);
        const thread = threads[message.id];
        return (
          <Fragment key={message.id}>
            {isNewDay && <DayDivider name={clock.dayName(message.createdAt)} />}
            <ViewedMessage message={message}>
              {thread && <ThreadLink summary={thread} onOpen={() => onOpenThread(message.id)} />}
            </ViewedMessage>
          </Fragment>
        );
      })}
    </div>
  );
}
