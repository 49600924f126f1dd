"use client";

import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import { type Components, Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useHydrated } from "@/ui/use-hydrated";
import { FirstPaint } from "../shell/first-paint";
import type { ListItem } from "./group-messages";
import { JumpToNewest } from "../channel/jump-to-newest";
import { JumpToUnread } from "../channel/jump-to-unread";
import { ChannelBeginning, OlderFailed, OlderLoading } from "./message-dividers";
import { type ListContext, MessageItem } from "./message-item";
import { useChannelName } from "../sidebar/use-channel-name";
import { useFirstIndex } from "./use-first-index";
import { useRowKeys } from "./use-row-keys";
import { useStayAtEnd } from "./use-stay-at-end";

export interface MessageListHandle {
  toNewest(): void;
  showItem(key: string): void;
}

interface MessageListProps {
  items: ListItem[];
  context: ListContext;
  atBottom: boolean;
  /** An older stretch: its end is not the newest message. */
  elsewhere: boolean;
  /** The seq after which the new part begins. */
  line: number | null;
  /** Whether its beginning, being rendered, is above what is seen. */
  newAbove: boolean;
  onAtBottom: (atBottom: boolean) => void;
  onNewest: () => void;
  ref?: Ref<MessageListHandle>;
}

interface VirtualContext extends ListContext {
  items: ListItem[];
  firstIndex: number;
  elsewhere: boolean;
  /** Earlier messages could not be loaded; called to try again. */
  stuck: (() => void) | null;
}

const components: Components<ListItem, VirtualContext> = {
  Header: ({ context }) => {
    if (!context || context.from <= 1) return null;
    return context.stuck ? <OlderFailed onRetry={context.stuck} /> : <OlderLoading />;
  },
  EmptyPlaceholder: ({ context }) =>
    context &&
    context.from <= 1 && (
      <div className="flex h-full flex-col justify-end">
        <ChannelBeginning channel={context.channel} />
      </div>
    ),
  Footer: ({ context }) => (context?.elsewhere ? <OlderLoading /> : <div className="h-3" />),
};

/** With fewer lines than this the end of the list may never come into view by itself. */
const FEW = 15;

function renderItem(index: number, item: ListItem, context: VirtualContext) {
  const before = context.items[index - context.firstIndex - 1];
  return <MessageItem item={item} before={before} context={context} />;
}

/** The messages of a channel: virtual, it keeps its place, and follows the newest only at the end. */
export function MessageList(props: MessageListProps) {
  const { items, context, atBottom, elsewhere, line, newAbove, onAtBottom, onNewest, ref } = props;
  const { channel, from, markedSeq } = context;
  const { messages } = useRealtime();
  const { name } = useChannelName(channel);
  const list = useRef<VirtuosoHandle>(null);
  const hydrated = useHydrated();
  const [settled, setSettled] = useState(markedSeq !== null);
  const [leftAt, setLeftAt] = useState(channel.lastSeq);
  const [failed, setFailed] = useState(false);
  const [top, setTop] = useState<number | null>(null);
  const firstIndex = useFirstIndex(items);
  const pressKey = useRowKeys();
  const frame = useRef<HTMLDivElement>(null);
  const { scrollerRef, keepOpening, release } = useStayAtEnd(frame, markedSeq === null, atBottom);

  const loadOlder = useCallback(() => {
    setFailed(false);
    messages.older(channel.id).catch(() => setFailed(true));
  }, [messages, channel.id]);
  // The end comes into view again, and is asked for again, with the next turn of the wheel.
  const loadNewer = useCallback(() => {
    messages.newer(channel.id).catch(() => undefined);
  }, [messages, channel.id]);

  useEffect(() => {
    if (items.length < FEW && from > 1) loadOlder();
  }, [items.length, from, loadOlder]);

  useImperativeHandle(ref, () => ({
    toNewest: () => list.current?.scrollToIndex({ index: "LAST", align: "end" }),
    showItem(key) {
      release();
      const index = items.findIndex((item) => item.key === key);
      if (index >= 0) list.current?.scrollIntoView({ index });
    },
  }));

  // The list says that it has found its end; one that never does must not stay covered.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), 1_000);
    return () => clearTimeout(timer);
  }, []);

  // A list that begins in the middle never says that it is not at its end, and the one before it was.
  useEffect(() => {
    if (markedSeq !== null) onAtBottom(false);
  }, [markedSeq, onAtBottom]);

  const moved = (bottom: boolean) => {
    if (bottom) setSettled(true);
    else setLeftAt(channel.lastSeq);
    onAtBottom(bottom);
  };
  const [start] = useState(() => findStart(items, markedSeq));
  const newAt = findSeq(items, context.newFrom);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys walk the rows
    <div
      ref={frame}
      role="log"
      aria-live="off"
      aria-label={`Messages in ${name}`}
      className="relative min-h-0 flex-1"
      onKeyDown={(event) => {
        release();
        pressKey(event);
      }}
      onFocus={release}
      onWheel={release}
      onTouchMove={release}
      onPointerDown={release}
    >
      {hydrated && (
        <Virtuoso
          ref={list}
          scrollerRef={scrollerRef}
          totalListHeightChanged={keepOpening}
          className="h-full overscroll-contain"
          data={items}
          context={{ ...context, items, firstIndex, elsewhere, stuck: failed ? loadOlder : null }}
          components={components}
          firstItemIndex={firstIndex}
          initialTopMostItemIndex={start}
          computeItemKey={(_, item) => item.key}
          itemContent={renderItem}
          alignToBottom
          defaultItemHeight={28}
          skipAnimationFrameInResizeObserver
          atBottomThreshold={48}
          atBottomStateChange={moved}
          followOutput={atBottom && !elsewhere ? followEnd : false}
          increaseViewportBy={{ top: 800, bottom: 400 }}
          startReached={loadOlder}
          endReached={elsewhere ? loadNewer : undefined}
          rangeChanged={({ startIndex }) => setTop(startIndex - firstIndex)}
        />
      )}
      {!settled && <FirstPaint items={items} context={context} />}
      {settled && line !== null && (
        <JumpToUnread
          channel={channel}
          line={line}
          above={newAt === null ? line + 1 < from : newAbove || (top !== null && newAt < top)}
          onJump={
            newAt === null
              ? null
              : () => list.current?.scrollToIndex({ index: newAt, align: "start", offset: -72 })
          }
        />
      )}
      {!atBottom && settled && (
        <JumpToNewest count={countSince(items, leftAt, context.me.id)} onJump={onNewest} />
      )}
    </div>
  );
}

/** One function, so that the list takes it for the same: a new one makes it go to its end as it grows. */
function followEnd(bottom: boolean) {
  return bottom ? "auto" : false;
}

/** Where the list begins: at its end, or with a message in the middle of what is seen. */
function findStart(items: ListItem[], markedSeq: number | null) {
  const index = findSeq(items, markedSeq);
  if (index === null) return { index: "LAST" as const, align: "end" as const };
  return { index, align: "center" as const };
}

function findSeq(items: ListItem[], seq: number | null): number | null {
  if (seq === null) return null;
  const index = items.findIndex((item) => item.kind === "message" && item.message.seq === seq);
  return index < 0 ? null : index;
}

function countSince(items: ListItem[], seq: number, meId: string): number {
  let count = 0;
  for (const item of items) {
    if (item.kind === "message" && item.message.seq > seq && item.message.author.id !== meId) {
      count += 1;
    }
  }
  return count;
}
