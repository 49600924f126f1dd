"use client";

import type { ReactNode } from "react";
import type { Message } from "@/lib/api-types";
import { saysOnlyNames } from "@/ui/message/files/describe-file";
import { MessageFiles } from "@/ui/message/files/message-files";
import { AuthorLine } from "@/ui/message/message-author";
import { MessageBody } from "@/ui/message/message-body";
import { PersonAvatar } from "@/ui/people/person-avatar";

interface ViewedMessageProps {
  message: Message;
  /** What stands below it. */
  children?: ReactNode;
}

/** A message to be looked at only. */
export function ViewedMessage({ message, children }: ViewedMessageProps) {
  const { author, reactions } = message;
  return (
    <article className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-4 pt-3 md:px-5">
      <PersonAvatar {...author} size="large" className="mt-0.5" />
      <div className="min-w-0">
        <AuthorLine author={author} at={message.createdAt} />
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
        {children}
      </div>
    </article>
  );
}
