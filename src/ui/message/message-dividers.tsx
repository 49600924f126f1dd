"use client";

import { MessagesSquare } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Channel } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Skeleton } from "@/ui/primitives/skeleton";
import { Time } from "@/ui/primitives/time";
import { ChannelSign } from "../channel/channel-name";
import { useChannelName } from "../sidebar/use-channel-name";

export function DayDivider({ name }: { name: string }) {
  return (
    <div className="flex items-center gap-3 px-4 pt-5 pb-1 md:px-5">
      <span className="h-px flex-1 bg-line" />
      <span className="font-medium text-ink-soft text-meta" suppressHydrationWarning>
        {name}
      </span>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

/** Where the start of the unread part is, as seen from what is visible. Null while it is not rendered. */
export type UnreadPlace = "above" | "seen" | "below" | null;

/** The line above the first unread message. */
export function NewDivider({ onPlace }: { onPlace?: ((place: UnreadPlace) => void) | undefined }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = line.current?.closest("[data-virtuoso-scroller]");
    if (!line.current || !root || !onPlace) return;
    // An observer is silent about what passes from one side to the other at once. So each edge has its own.
    const note = ([entry]: IntersectionObserverEntry[]) => entry && onPlace(readPlace(entry, root));
    const watches = ["0px 0px 100000px", "100000px 0px 0px"].map(
      (rootMargin) => new IntersectionObserver(note, { root, rootMargin }),
    );
    for (const watch of watches) watch.observe(line.current);
    return () => {
      for (const watch of watches) watch.disconnect();
      onPlace(null);
    };
  }, [onPlace]);
  return (
    <div ref={line} className="flex items-center gap-3 px-4 pt-3 pb-1 md:px-5">
      <span className="h-px flex-1 bg-accent" />
      <span className="font-semibold text-accent-ink text-meta">New messages</span>
    </div>
  );
}

function readPlace({ boundingClientRect: line }: IntersectionObserverEntry, list: Element) {
  const { top, bottom } = list.getBoundingClientRect();
  if (line.bottom <= top) return "above";
  return line.top >= bottom ? "below" : "seen";
}

export function ChannelBeginning({ channel }: { channel: Channel }) {
  const { name } = useChannelName(channel);
  return (
    <div className="px-4 pt-10 pb-2 md:px-5">
      <div className="mb-3 grid size-10 place-items-center rounded-xl bg-accent-soft text-accent-ink">
        {channel.kind === "direct" ? (
          <MessagesSquare aria-hidden className="size-5" />
        ) : (
          <ChannelSign channel={{ visibility: channel.visibility, guestCount: 0 }} />
        )}
      </div>
      <h2 className="font-semibold text-title">{name}</h2>
      {channel.topic && (
        <p dir="auto" className="mt-0.5 max-w-prose text-pretty text-ink-soft">
          {channel.topic}
        </p>
      )}
      <p className="mt-0.5 text-pretty text-ink-faint">
        {hidesEarlier(channel) ? (
          <>
            Your access begins here, <Time at={channel.historyFrom} show="absolute" />. What was
            written before is not shown.
          </>
        ) : (
          describeBeginning(channel)
        )}
      </p>
    </div>
  );
}

/** Whether messages from before the user's history of the channel may be hidden from them. */
export function hidesEarlier(channel: Channel): channel is Channel & { historyFrom: string } {
  const { historyFrom, createdAt, lastSeq } = channel;
  return historyFrom !== null && historyFrom > createdAt && lastSeq > 0;
}

function describeBeginning({ lastSeq, archivedAt }: Channel): string {
  if (lastSeq > 0) return "This is where it began.";
  if (archivedAt) return "Nothing was ever written here.";
  return "Nothing has been written here yet. Say the first word below.";
}

/** The placeholder for older messages while they load. */
export function OlderLoading() {
  return (
    <div
      className="flex flex-col gap-4 px-4 py-4 md:px-5"
      role="status"
      aria-label="Loading earlier messages"
    >
      {[64, 40, 52].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-9 rounded-lg" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="h-3 w-28" />
            <span className="block" style={{ width: `${width}%` }}>
              <Skeleton className="h-3 w-full" />
            </span>
          </div>
        </div>
      ))}
    </div>
  );
}

export function OlderFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <p className="flex items-center justify-center gap-2 px-4 py-4 text-ink-soft" role="status">
      Earlier messages could not be loaded.
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </p>
  );
}
