"use client";

import { Bell, BellOff } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Channel, Message } from "@/lib/api-types";
import { Composer, type ComposerHandle } from "@/ui/composer/composer";
import { DeleteDialog } from "@/ui/shell/lazy-dialogs";
import { NewMessageVoice } from "@/ui/message/new-message-voice";
import { everyoneElseLeft } from "@/ui/sidebar/conversations";
import { useChannelName } from "@/ui/sidebar/use-channel-name";
import { useRowTools } from "@/ui/message/row-tools";
import { useIsGuest } from "@/ui/shell/use-may";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { SidePanel } from "@/ui/primitives/side-panel";
import { ThreadMessages } from "./thread-messages";
import { type OpenThread, type ThreadFailure, useThread } from "./use-thread";

interface ThreadPanelProps {
  channel: Channel;
  messageId: string;
  /** The seq of the reply that the address names. */
  reply: number | null;
  onClose: () => void;
}

/** A thread beside the list: its first message, the replies, and a composer of its own. */
export function ThreadPanel({ channel, messageId, reply, onClose }: ThreadPanelProps) {
  const thread = useThread(channel.id, messageId);
  const { signed } = useChannelName(channel);
  const isGuest = useIsGuest();
  const [editing, setEditing] = useState<Message | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const end = useRef<HTMLDivElement>(null);
  const { parent, replies, failure, retry } = thread;

  const onEdit = useCallback((message: Message | null) => {
    setEditing(message);
    if (!message) composer.current?.focus();
  }, []);
  const onQuote = useCallback((message: Message) => composer.current?.quote(message), []);
  const tools = useRowTools({ threads: false, onEdit, onDelete: setDeleting, onQuote });
  const editLast = () =>
    setEditing(replies.findLast((one) => one.author.id === tools.meId && !one.deletedAt) ?? null);

  // A thread that the user opened gets the focus in its composer. A reply that the address names is meant to be read.
  const loaded = thread.loaded;
  useEffect(() => {
    if (loaded && reply === null) composer.current?.focus();
  }, [loaded, reply]);

  return (
    <SidePanel
      title="Thread"
      aside={signed}
      onClose={onClose}
      actions={loaded && <FollowButton thread={thread} />}
    >
      {failure !== null ? (
        <ThreadMissing failure={failure} retry={retry} onClose={onClose} />
      ) : (
        <ThreadMessages thread={thread} tools={tools} editing={editing} reply={reply} end={end} />
      )}
      {loaded && parent && (
        <>
          <NewMessageVoice messages={replies} meId={tools.meId} />
          {channel.archivedAt === null && !everyoneElseLeft(channel, tools.meId) && (
            <Composer
              ref={composer}
              channel={channel}
              threadId={messageId}
              guest={isGuest}
              onSent={() => requestAnimationFrame(() => end.current?.scrollIntoView())}
              onEditLast={editLast}
            />
          )}
        </>
      )}
      <DeleteDialog
        message={deleting}
        onClose={() => setDeleting(null)}
        onDelete={tools.commands.remove}
      />
    </SidePanel>
  );
}

function FollowButton({ thread }: { thread: OpenThread }) {
  const { following, follow } = thread;
  return (
    <Button
      variant="ghost"
      size="small"
      aria-pressed={following}
      title={following ? "You are notified of every reply" : "Be notified of every reply"}
      onClick={() => follow(!following)}
    >
      {following ? <Bell aria-hidden /> : <BellOff aria-hidden />}
      {following ? "Following" : "Follow"}
    </Button>
  );
}

interface ThreadMissingProps {
  failure: ThreadFailure;
  retry: () => void;
  onClose: () => void;
}

/** What is hidden and what never was are not told apart. */
function ThreadMissing({ failure, retry, onClose }: ThreadMissingProps) {
  if (failure.isMissing) {
    return (
      <EmptyState
        title="This thread cannot be shown"
        action={<Button onClick={onClose}>Close</Button>}
      >
        The link may be wrong, or it leads to what you cannot see. Ask the person who sent it.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="The thread could not be loaded"
      action={<Button onClick={retry}>Try again</Button>}
    >
      {failure.words}
    </EmptyState>
  );
}
