"use client";

import { type RefObject, useEffect, useMemo } from "react";
import type { Message } from "@/lib/api-types";
import { useClock } from "@/ui/shell/clock-context";
import { continues, type ListItem } from "@/ui/message/group-messages";
import { OlderLoading } from "@/ui/message/message-dividers";
import { MessageRow } from "@/ui/message/message-row";
import { OutgoingRow } from "@/ui/message/outgoing-row";
import type { RowTools } from "@/ui/message/row-tools";
import { useRowKeys } from "@/ui/message/use-row-keys";
import { useIsGuest } from "@/ui/shell/use-may";
import { useMe } from "@/ui/realtime/use-channels";
import { useFollowEnd } from "./use-follow-end";
import type { OpenThread } from "./use-thread";

interface ThreadMessagesProps {
  thread: OpenThread;
  tools: RowTools;
  editing: Message | null;
  reply: number | null;
  end: RefObject<HTMLDivElement | null>;
}

/** The message that began the thread, and its replies. The list stays at its end while replies arrive. */
export function ThreadMessages({ thread, tools, editing, reply, end }: ThreadMessagesProps) {
  const { parent, replies, outgoing, loaded } = thread;
  const isGuest = useIsGuest();
  const clock = useClock();
  const me = useMe();
  const pressKey = useRowKeys();
  const list = useFollowEnd(reply === null);
  const items = useMemo<ListItem[]>(
    () => [
      ...replies.map((message) => ({ kind: "message" as const, key: message.id, message })),
      ...outgoing.map((one) => ({ kind: "outgoing" as const, key: one.clientId, outgoing: one })),
    ],
    [replies, outgoing],
  );

  useEffect(() => {
    if (!loaded || reply === null) return;
    const row = list.current?.querySelector(`[data-seq="${reply}"]`);
    row?.scrollIntoView({ block: "center" });
  }, [list, loaded, reply]);

  if (!parent) return <OlderLoading />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the rows
    <div
      ref={list}
      role="log"
      aria-live="off"
      aria-label="Messages in this thread"
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain pt-3 pb-3"
      onKeyDown={pressKey}
    >
      <MessageRow
        message={parent}
        grouped={false}
        editing={editing?.id === parent.id}
        tools={tools}
      />
      <div className="mt-3 flex items-center gap-3 px-5">
        <span className="text-ink-faint text-meta">
          {replies.length === 1 ? "1 reply" : `${replies.length} replies`}
        </span>
        <span className="h-px flex-1 bg-line" />
      </div>
      {!loaded && <OlderLoading />}
      {items.map((item, index) =>
        item.kind === "message" ? (
          <div key={item.key} data-seq={item.message.seq}>
            <MessageRow
              message={item.message}
              grouped={continues(item, items[index - 1], me.id, clock)}
              editing={editing?.id === item.message.id}
              tools={tools}
              marked={item.message.seq === reply}
            />
          </div>
        ) : (
          <OutgoingRow
            key={item.key}
            outgoing={item.outgoing}
            author={{ ...me, guest: isGuest }}
            grouped={continues(item, items[index - 1], me.id, clock)}
          />
        ),
      )}
      <div ref={end} />
    </div>
  );
}
