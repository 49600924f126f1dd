"use client";

import { Pin } from "lucide-react";
import { memo, useState } from "react";
import type { Message, ThreadSummary } from "@/lib/api-types";
import { mentionsIn } from "@/lib/markdown/mentions";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { PersonButton } from "@/ui/people/person-button";
import { cn } from "@/ui/primitives/cn";
import { nameGuest } from "@/ui/primitives/guest-pill";
import { usePerson } from "@/ui/realtime/use-channels";
import { useClock } from "../shell/clock-context";
import { saysOnlyNames } from "./files/describe-file";
import { MessageEdit } from "./lazy-edit";
import {
  LinkedMessages,
  MessageActions,
  MessageFiles,
  MessageReactions,
  ThreadLink,
} from "./lazy-parts";
import { AuthorLine, ClockTime } from "./message-author";
import { MessageBody } from "./message-body";
import type { RowTools } from "./row-tools";
import { openThread } from "@/ui/shell/use-channel-params";

interface MessageRowProps {
  message: Message;
  /** Continues the row before it: without avatar and name. */
  grouped: boolean;
  editing: boolean;
  tools: RowTools;
  /** Whether the address names this message. */
  marked?: boolean;
  thread?: ThreadSummary | undefined;
  /** The number of replies in its thread in the unread part. */
  fresh?: number;
}

/** One message. Its toolbar is rendered only while the row is hovered or focused. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, grouped, editing, tools, marked = false, thread, fresh = 0 } = props;
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [picking, setPicking] = useState(false);
  const clock = useClock();
  const active = (hovered || focused || picking) && !editing && !message.deletedAt;
  const { author } = message;
  const person = usePerson(author.id);
  const guest = author.guest ? `, ${nameGuest(person).replace("G", "g")}` : "";
  const spoken = `${author.name}${guest}, ${clock.time(message.createdAt)}`;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the handlers only show its toolbar
    <article
      data-message={message.id}
      aria-label={spoken}
      tabIndex={-1}
      // Not `onPointerEnter`: React does not fire it for a row that appears under a resting pointer, for example a new
      // message.
      onPointerOver={(event) => event.pointerType === "mouse" && setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      className={cn(
        "group/row relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-4 py-1 outline-offset-[-2px] md:px-5",
        !grouped && "mt-2",
        active && "bg-hover/60",
        namesMe(message, tools.meId) && (active ? "bg-accent-soft" : "bg-accent-soft/60"),
        marked && "bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]",
      )}
    >
      {grouped ? (
        <ClockTime
          at={message.createdAt}
          className={cn(
            "nums pt-[3px] text-right text-[11px] text-ink-faint",
            !active && "invisible",
          )}
        />
      ) : (
        <PersonButton id={author.id} isFace className="mt-0.5 h-fit rounded-lg">
          <PersonAvatar {...author} size="large" />
        </PersonButton>
      )}
      <div className="min-w-0">
        {!grouped && <AuthorLine author={author} at={message.createdAt} />}
        {message.pinnedAt !== null && (
          <p className="flex items-center gap-1 text-ink-faint text-meta">
            <Pin aria-hidden className="size-3" />
            Pinned
          </p>
        )}
        <RowContent message={message} editing={editing} tools={tools} />
        {message.reactions.length > 0 && (
          <MessageReactions message={message} commands={tools.commands} />
        )}
        {thread && tools.threads && (
          <ThreadLink summary={thread} fresh={fresh} onOpen={() => openThread(message.id)} />
        )}
      </div>
      {active && <MessageActions message={message} tools={tools} onOpenChange={setPicking} />}
    </article>
  );
});

/** Whether a row is tinted: it calls the user, by name or with everyone. */
function namesMe({ body, author, deletedAt }: Message, meId: string): boolean {
  if (deletedAt || author.id === meId) return false;
  const { userIds, everyone } = mentionsIn(body);
  return userIds.includes(meId) || (everyone && !author.guest);
}

type RowContentProps = Pick<MessageRowProps, "message" | "editing" | "tools">;

function RowContent({ message, editing, tools }: RowContentProps) {
  if (message.deletedAt) {
    return <p className="text-ink-faint text-message italic">This message was deleted</p>;
  }
  const body = !saysOnlyNames(message.body, message.files) && (
    <MessageBody
      body={message.body}
      byGuest={message.author.guest}
      edited={message.editedAt !== null}
    />
  );
  if (editing) {
    const close = () => tools.onEdit(null);
    return (
      <MessageEdit
        message={message}
        onSave={(changed) => tools.commands.edit(message, changed)}
        onClose={close}
        waiting={body}
        onMissing={close}
      />
    );
  }
  return (
    <>
      {body}
      {message.body.includes("/c/") && <LinkedMessages body={message.body} quiet />}
      {message.files.length > 0 && <MessageFiles files={message.files} />}
    </>
  );
}
