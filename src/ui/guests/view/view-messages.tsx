"use client";

import { CornerDownRight } from "lucide-react";
import { Fragment, useMemo } from "react";
import type { Channel, Message } from "@/lib/api-types";
import { saysOnlyNames } from "@/ui/message/files/describe-file";
import { FileAddress } from "@/ui/message/files/file-address";
import { MessageFiles } from "@/ui/message/files/message-files";
import { AuthorLine } from "@/ui/message/message-author";
import { MessageBody } from "@/ui/message/message-body";
import { DayDivider } from "@/ui/message/message-dividers";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { useClock } from "@/ui/shell/clock-context";
import { useViewedMessages } from "./use-guest-view";

interface ViewMessagesProps {
  guestId: string;
  channel: Channel;
  name: string;
}

/** The messages of a channel as the guest reads them. Nothing can be done with them but read. */
export function ViewMessages({ guestId, channel, name }: ViewMessagesProps) {
  const { loaded, failure, busy, loadOlder, retry } = useViewedMessages(guestId, channel.id);
  const clock = useClock();
  const toAddress = useMemo(
    () => (fileId: string) => `/api/admin/guest/${guestId}/view/files/${fileId}`,
    [guestId],
  );
  const messages = loaded?.messages ?? [];
  return (
    <FileAddress value={toAddress}>
      <div role="log" aria-label={`Messages in ${name}`} aria-live="off" className="pb-6">
        {failure !== null && (
          <Alert className="m-4 md:mx-5">
            {failure}{" "}
            <Button variant="link" onClick={() => void retry()}>
              Try again
            </Button>
          </Alert>
        )}
        {!loaded && failure === null && <SkeletonRows label="Loading messages" />}
        {loaded?.hasMore && (
          <p className="px-4 pt-4 text-center">
            <Button size="small" busy={busy} onClick={() => void loadOlder()}>
              Earlier messages
            </Button>
          </p>
        )}
        {loaded?.messages.length === 0 && (
          <p className="px-5 py-10 text-center text-ink-soft">They see no message here.</p>
        )}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const isNewDay = !before || clock.day(before.createdAt) !== clock.day(message.createdAt);
          return (
            <Fragment key={message.id}>
              {isNewDay && <DayDivider name={clock.dayName(message.createdAt)} />}
              <ViewedMessage message={message} />
            </Fragment>
          );
        })}
      </div>
    </FileAddress>
  );
}

function ViewedMessage({ message }: { message: Message }) {
  const { author, reactions } = message;
  return (
    <article className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-4 pt-3 md:px-5">
      <PersonAvatar {...author} size="large" className="mt-0.5" />
      <div className="min-w-0">
        <AuthorLine author={author} at={message.createdAt} />
        {message.parentId !== null && (
          <p className="flex items-center gap-1 text-ink-faint text-meta">
            <CornerDownRight aria-hidden className="size-3" />
            In a thread
          </p>
        )}
        {message.deletedAt ? (
          <p className="text-ink-faint text-message italic">This message was deleted</p>
        ) : (
          <>
            {!saysOnlyNames(message.body, message.files) && (
              <MessageBody
                body={message.body}
                byGuest={author.guest}
                edited={message.editedAt !== null}
              />
            )}
            <MessageFiles files={message.files} />
          </>
        )}
        {reactions.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-2 text-ink-soft text-meta">
            {reactions.map(({ emoji, userIds }) => (
              <span key={emoji}>
                {emoji} {userIds.length}
              </span>
            ))}
          </p>
        )}
      </div>
    </article>
  );
}
