"use client";

import { Button } from "@/ui/primitives/button";
import { SidePanel } from "@/ui/primitives/side-panel";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { useViewedThread } from "./use-viewed-thread";
import { ViewedMessage } from "./viewed-message";

interface ViewThreadProps {
  guestId: string;
  messageId: string;
  /** The name of its channel. */
  channel: string;
  onClose: () => void;
}

/** A thread as the guest reads it, beside the channel. */
export function ViewThread({ guestId, messageId, channel, onClose }: ViewThreadProps) {
  const { thread, failure, busy, load } = useViewedThread(guestId, messageId);
  return (
    <SidePanel title="Thread" aside={channel} onClose={onClose}>
      <div
        role="log"
        aria-label="Messages in this thread"
        aria-live="off"
        className="min-h-0 flex-1 overflow-y-auto pb-6"
      >
        {!thread && failure === null && <SkeletonRows label="Loading the thread" />}
        {thread && (
          <>
            <ViewedMessage message={thread.parent} />
            <hr className="mx-5 mt-3 border-line" />
            {thread.replies.map(
              (reply) =>
                reply.deletedAt === null && <ViewedMessage key={reply.id} message={reply} />,
            )}
          </>
        )}
        {failure !== null && (
          <RetryAlert className="m-4" failure={failure} onRetry={() => void load()} />
        )}
        {thread?.hasMore && (
          <p className="px-4 pt-4 text-center">
            <Button size="small" busy={busy} onClick={() => void load()}>
              More replies
            </Button>
          </p>
        )}
      </div>
    </SidePanel>
  );
}
