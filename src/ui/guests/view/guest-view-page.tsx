"use client";

import { Eye, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useMemo, useState } from "react";
import type { GuestStatus } from "@/lib/api-types";
import { FileAddress } from "@/ui/message/files/file-address";
import { Button } from "@/ui/primitives/button";
import { cn } from "@/ui/primitives/cn";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { useGuestView } from "./use-guest-view";
import { ViewLists } from "./view-lists";
import { ViewThread } from "./view-thread";
import { nameSigned, ViewedChannel } from "./viewed-channel";

interface GuestViewPageProps {
  slug: string;
  guest: { id: string; userId: string; name: string; status: GuestStatus };
}

/** What a guest sees, to be looked at only: over the whole page, in a frame in the colour of guests. */
export function GuestViewPage({ slug, guest }: GuestViewPageProps) {
  const router = useRouter();
  const { view, failure, load } = useGuestView(guest.id);
  // On a phone the lists come first. At a desk there is room for a channel beside them.
  const [chosen, setChosen] = useState<string | null>(null);
  const [threadId, setThreadId] = useState<string | null>(null);
  const toAddress = useMemo(
    () => (fileId: string) => `/api/admin/guest/${guest.id}/view/files/${fileId}`,
    [guest.id],
  );
  const first = view?.channels.find(({ kind }) => kind === "channel") ?? view?.channels[0];
  const shown = view?.channels.find(({ id }) => id === chosen) ?? first ?? null;
  const close = () => router.push(`/w/${encodeURIComponent(slug)}/guests`);
  const open = (channelId: string) => {
    setChosen(channelId);
    setThreadId(null);
  };
  const title = `You see what ${guest.name} sees`;
  return (
    <Radix.Root open onOpenChange={(open) => !open && close()}>
      <WorkspacePageTitle>{title}</WorkspacePageTitle>
      <Radix.Portal>
        <Radix.Content
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            if (threadId === null) return;
            event.preventDefault();
            setThreadId(null);
          }}
          className="fixed inset-0 z-40 flex flex-col border-4 border-guest bg-paper outline-none"
        >
          <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-guest-soft px-4 py-2 text-guest-ink">
            <Eye aria-hidden className="size-4 shrink-0" />
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-message sm:truncate">{title}</Radix.Title>
              <Radix.Description className="text-meta">
                {describeStatus(guest.status)} Looking changes nothing, and it is in the audit log.
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <Button>
                <X aria-hidden />
                Close
              </Button>
            </Radix.Close>
          </div>
          {failure !== null && (
            <RetryAlert className="m-4" failure={failure} onRetry={() => void load()} />
          )}
          {!view && failure === null && <SkeletonRows label="Loading what they see" />}
          {view && (
            <FileAddress value={toAddress}>
              <div className="flex min-h-0 flex-1">
                <nav
                  aria-label={`Channels and people of ${guest.name}`}
                  className={cn(
                    "w-full overflow-y-auto border-r bg-panel md:w-sidebar md:shrink-0",
                    chosen !== null && "max-md:hidden",
                  )}
                >
                  <ViewLists
                    view={view}
                    guestUserId={guest.userId}
                    openId={shown?.id ?? null}
                    onOpen={open}
                  />
                </nav>
                <div
                  className={cn("flex min-w-0 flex-1 flex-col", chosen === null && "max-md:hidden")}
                >
                  {shown ? (
                    <ViewedChannel
                      key={shown.id}
                      guest={guest}
                      channel={shown}
                      onBack={() => setChosen(null)}
                      onOpenThread={setThreadId}
                    />
                  ) : (
                    <p className="p-10 text-center text-ink-soft">They see no channel at all.</p>
                  )}
                </div>
                {shown && threadId !== null && (
                  <ViewThread
                    key={threadId}
                    guestId={guest.id}
                    messageId={threadId}
                    channel={nameSigned(shown, guest.userId)}
                    onClose={() => setThreadId(null)}
                  />
                )}
              </div>
            </FileAddress>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function describeStatus(status: GuestStatus): string {
  if (status === "active") return "This is what their page shows.";
  const why = status === "locked" ? "Their access is revoked" : "Their access has expired";
  return `${why} and see nothing at present: this is what they would see if you let them in now.`;
}
