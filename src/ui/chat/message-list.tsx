"use client";

import { type Ref, useCallback, useImperativeHandle, useRef, useState } from "react";
import { type Components, Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useHydrated } from "@/ui/use-hydrated";
import { FirstPaint } from "./first-paint";
import type { ListItem } from "./group-messages";
import { JumpToNewest } from "./jump-to-newest";
import { ChannelBeginning, OlderFailed, OlderLoading } from "./message-dividers";
import { type ListContext, MessageItem } from "./message-item";
import { useRowKeys } from "./use-row-keys";

export interface MessageListHandle {
  toNewest(): void;
  showItem(key: string): void;
}

interface MessageListProps {
  items: ListItem[];
  context: ListContext;
  atBottom: boolean;
  onAtBottom: (atBottom: boolean) => void;
  ref?: Ref<MessageListHandle>;
}

interface VirtualContext extends ListContext {
  items: ListItem[];
  /** Earlier messages could not be loaded; called to try again. */
  stuck: (() => void) | null;
}

const components: Components<ListItem, VirtualContext> = {
  Header: ({ context }) => {
    if (!context || context.from <= 1) return null;
    return context.stuck ? <OlderFailed onRetry={context.stuck} /> : <OlderLoading />;
  },
  EmptyPlaceholder: ({ context }) =>
    context && (
      <div className="flex h-full flex-col justify-end">
        <ChannelBeginning channel={context.channel} />
      </div>
    ),
  Footer: () => <div className="h-3" />,
};

function renderItem(index: number, item: ListItem, context: VirtualContext) {
  const before = context.items[index - context.from - 1];
  return <MessageItem item={item} before={before} context={context} />;
}

/** The messages of a channel: virtual, it keeps its place, and follows the newest only at the end. */
export function MessageList(props: MessageListProps) {
  const { items, context, atBottom, onAtBottom, ref } = props;
  const { channel, from } = context;
  const { messages } = useRealtime();
  const list = useRef<VirtuosoHandle>(null);
  const hydrated = useHydrated();
  const [settled, setSettled] = useState(false);
  const [leftAt, setLeftAt] = useState(channel.lastSeq);
  const [failed, setFailed] = useState(false);
  const pressKey = useRowKeys();

  const loadOlder = useCallback(() => {
    setFailed(false);
    messages.older(channel.id).catch(() => setFailed(true));
  }, [messages, channel.id]);

  const toNewest = useCallback(() => {
    list.current?.scrollToIndex({ index: "LAST", align: "end" });
  }, []);
  useImperativeHandle(ref, () => ({
    toNewest,
    showItem(key) {
      const index = items.findIndex((item) => item.key === key);
      if (index >= 0) list.current?.scrollIntoView({ index });
    },
  }));

  const moved = (bottom: boolean) => {
    if (bottom) setSettled(true);
    else setLeftAt(channel.lastSeq);
    onAtBottom(bottom);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys walk the rows
    <div
      role="log"
      aria-live="off"
      aria-label={`Messages in ${channel.name}`}
      className="relative min-h-0 flex-1"
      onKeyDown={pressKey}
    >
      {hydrated && (
        <Virtuoso
          ref={list}
          className="h-full overscroll-contain"
          data={items}
          context={{ ...context, items, stuck: failed ? loadOlder : null }}
          components={components}
          firstItemIndex={from}
          initialTopMostItemIndex={{ index: "LAST", align: "end" }}
          computeItemKey={(_, item) => item.key}
          itemContent={renderItem}
          alignToBottom
          atBottomThreshold={48}
          atBottomStateChange={moved}
          followOutput={(bottom) => (bottom ? "auto" : false)}
          increaseViewportBy={{ top: 800, bottom: 400 }}
          startReached={loadOlder}
        />
      )}
      {!settled && !hydrated && <FirstPaint items={items} context={context} />}
      {!atBottom && settled && (
        <JumpToNewest count={Math.max(0, channel.lastSeq - leftAt)} onJump={toNewest} />
      )}
    </div>
  );
}
