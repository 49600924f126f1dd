"use client";

import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Components, type ListRange, Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { cn } from "@/ui/primitives/cn";
import { useHydrated } from "@/ui/use-hydrated";
import { FirstPaint } from "../shell/first-paint";
import type { ListItem } from "./group-messages";
import { ListEdge } from "./list-edge";
import { ChannelBeginning, OlderFailed, OlderLoading } from "./message-dividers";
import { type ListContext, MessageItem } from "./message-item";
import { useChannelName } from "../sidebar/use-channel-name";
import { PrintedMessages } from "./printed-messages";
import { JumpToNewest, JumpToUnread } from "./lazy-parts";
import { useFirstIndex } from "./use-first-index";
import { useFirstUnread } from "./use-first-unread";
import { countSince, findSeq, findStart } from "./list-places";
import { useLoadAtEnds } from "./use-load-at-ends";
import { useSettled } from "./use-settled";
import { useRowKeys } from "./use-row-keys";
import { useSteadyScroll } from "./use-steady-scroll";

export interface MessageListHandle {
  toNewest(): void;
  showItem(key: string): void;
}

interface MessageListProps {
  items: ListItem[];
  context: ListContext;
  atBottom: boolean;
  /** The list shows an older part of the channel: its end is not the newest message. */
  elsewhere: boolean;
  /** The sequence number after which the unread messages begin. */
  line: number | null;
  /** The line of the unread part whose start the user has seen already. */
  seenLine: number | null;
  onSeen: (line: number) => void;
  onAtBottom: (atBottom: boolean) => void;
  onNewest: () => void;
  /** Shown in the line below, beside the ways to other messages. */
  foot: ReactNode;
  ref?: Ref<MessageListHandle>;
}

interface VirtualContext extends ListContext {
  items: ListItem[];
  firstIndex: number;
  elsewhere: boolean;
  /** Set when earlier messages could not be loaded: tries again. */
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
  Footer: ({ context }) => (context?.elsewhere ? <OlderLoading /> : <div className="h-1" />),
};

function renderItem(index: number, item: ListItem, context: VirtualContext) {
  const before = context.items[index - context.firstIndex - 1];
  return <MessageItem item={item} before={before} context={context} />;
}

/** The messages of a channel. The list is virtual, keeps its scroll position, and follows the newest message only at its end. */
export function MessageList(props: MessageListProps) {
  const { items, context, atBottom, elsewhere, line, seenLine, onSeen, ref } = props;
  const { onAtBottom, onNewest } = props;
  const { channel, from, markedSeq } = context;
  const { name } = useChannelName(channel);
  const list = useRef<VirtuosoHandle>(null);
  const hydrated = useHydrated();
  const { hasFailed, loadOlder, loadNewer } = useLoadAtEnds(channel.id, from, items.length);
  const [leftAt, setLeftAt] = useState(channel.lastSeq);
  const [range, setRange] = useState<ListRange | null>(null);
  const firstIndex = useFirstIndex(items);
  const keys = useRowKeys();
  const { scroller, scrollerRef, release } = useSteadyScroll({
    opens: markedSeq === null,
    follows: !elsewhere,
    isEmpty: items.length === 0,
  });
  const settled = useSettled(scroller, markedSeq !== null);

  useImperativeHandle(ref, () => ({
    toNewest: () => list.current?.scrollToIndex({ index: "LAST", align: "end" }),
    showItem(key) {
      release();
      const index = items.findIndex((item) => item.key === key);
      if (index >= 0) list.current?.scrollIntoView({ index });
    },
  }));

  // A list that begins in the middle does not report that it is not at its end. The list before it was at its end.
  useEffect(() => {
    if (markedSeq !== null) onAtBottom(false);
  }, [markedSeq, onAtBottom]);

  const moved = (bottom: boolean) => {
    if (!bottom) setLeftAt(channel.lastSeq);
    onAtBottom(bottom);
  };
  const [start] = useState(() => findStart(items, markedSeq));
  const newAt = findSeq(items, context.newFrom);
  const index = newAt === null ? null : newAt + firstIndex;
  const unread = { line, seenLine, onSeen, settled, index, range, from };
  const { notePlace, isAbove } = useFirstUnread(unread);
  const stuck = hasFailed ? loadOlder : null;
  // Rows that stay are not rendered again while the list scrolls, until another day begins.
  const today = context.clock.day(new Date().toISOString());
  const shared = useMemo(
    () => ({ ...context, today, items, firstIndex, elsewhere, onUnreadPlace: notePlace, stuck }),
    [context, today, items, firstIndex, elsewhere, notePlace, stuck],
  );
  const jumpToUnread =
    newAt === null
      ? null
      : () => {
          release();
          list.current?.scrollToIndex({ index: newAt, align: "start", offset: -72 });
        };

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys walk the rows */}
      <div
        role="log"
        aria-live="off"
        aria-label={`Messages in ${name}`}
        className="@container relative min-h-0 flex-1"
        {...keys}
      >
        <ListEdge />
        {hydrated && (
          <Virtuoso
            ref={list}
            scrollerRef={scrollerRef}
            // What moves while the rows are measured is not seen, and browsers do not count it as a shift of the page.
            className={cn(
              "h-full overflow-x-hidden overscroll-contain print:hidden!",
              !settled && "invisible",
            )}
            data={items}
            context={shared}
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
            increaseViewportBy={{ top: 800, bottom: 400 }}
            startReached={loadOlder}
            endReached={elsewhere ? loadNewer : undefined}
            rangeChanged={setRange}
          />
        )}
        {!settled && <FirstPaint items={items} context={context} />}
        <PrintedMessages items={items} context={context} />
        <ListEdge />
      </div>
      <div className="print:hidden flex h-7 items-center gap-1 pr-3 md:pr-5">
        {props.foot}
        {isAbove && line !== null && (
          <JumpToUnread channel={channel} line={line} onSeen={onSeen} onJump={jumpToUnread} />
        )}
        {!atBottom && settled && (
          <JumpToNewest count={countSince(items, leftAt, context.me.id)} onJump={onNewest} />
        )}
      </div>
    </>
  );
}
