"use client";

import { MessageSquareText } from "lucide-react";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { ThreadRow } from "./thread-row";
import { useFollowedThreads } from "./use-followed-threads";

/** The threads that the user follows, the one with the latest reply first. */
export function ThreadsPage() {
  const { threads, more, failure, busy, retry, loadMore } = useFollowedThreads();
  return (
    <>
      <WorkspacePageTitle>Threads</WorkspacePageTitle>
      <PageHeader title="Threads" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {failure && <RetryAlert className="m-4 md:mx-5" failure={failure} onRetry={retry} />}
        {!threads && !failure && <SkeletonRows label="Loading threads" />}
        {threads?.length === 0 && (
          <EmptyState icon={<MessageSquareText />} title="No threads yet">
            Answer a message in a thread, and what is said there later waits for you here.
          </EmptyState>
        )}
        {threads && threads.length > 0 && (
          <ul aria-label="Threads you follow">
            {threads.map((thread) => (
              <li key={thread.message.id} className="border-b">
                <ThreadRow thread={thread} />
              </li>
            ))}
          </ul>
        )}
        {more && (
          <div className="flex justify-center px-4 py-6">
            <Button busy={busy} onClick={loadMore}>
              Load older
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
