"use client";

import { type RefObject, useEffect, useMemo } from "react";
import type { Message } from "@/lib/api-types";
import { useClock } from "@/ui/shell/clock-context";
import { continues, type ListItem, startsDay, writtenAt } from "@/ui/message/group-messages";
import { DayDivider, OlderLoading } from "@/ui/message/message-dividers";
import { MessageRow } from "@/ui/message/message-row";
import { OutgoingRow } from "@/ui/message/outgoing-row";
import { ListEdge } from "@/ui/message/list-edge";
import type { RowTools } from "@/ui/message/row-tools";
import { useRowKeys } from "@/ui/message/use-row-keys";
import { useSteadyScroll } from "@/ui/message/use-steady-scroll";
import { useIsGuest } from "@/ui/shell/use-may";
import { useMe } from "@/ui/realtime/use-channels";
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
  const clock = useClock();
  const keys = useRowKeys();
  const { scroller, scrollerRef, release } = useSteadyScroll({
    opens: reply === null,
    follows: true,
    isEmpty: false,
  });
  const items = useMemo<ListItem[]>(
    () => [
      ...replies.map((message) => ({ kind: "message" as const, key: message.id, message })),
      ...outgoing.map((one) => ({ kind: "outgoing" as const, key: one.clientId, outgoing: one })),
    ],
    [replies, outgoing],
  );

  useEffect(() => {
    if (!scroller || !loaded || reply === null) return;
    release();
    scroller.querySelector(`[data-seq="${reply}"]`)?.scrollIntoView({ block: "center" });
  }, [scroller, release, loaded, reply]);

  if (!parent) return <OlderLoading />;
  const first: ListItem = { kind: "message", key: parent.id, message: parent };
  return (
    <div className="@container min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the rows */}
      <div
        ref={scrollerRef}
        role="log"
        aria-live="off"
        aria-label="Messages in this thread"
        className="h-full overflow-y-auto overflow-x-hidden overscroll-contain pt-3 pb-3"
        {...keys}
      >
        <ListEdge />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Tab comes here, and goes on to a message */}
        <div tabIndex={0} className="row-width outline-none">
          <DayDivider name={clock.dayName(parent.createdAt)} />
          <MessageRow
            message={parent}
            grouped={false}
            editing={editing?.id === parent.id}
            tools={tools}
          />
          <div className="mt-3 flex items-center gap-3 px-4 md:px-5">
            <span className="text-ink-faint text-meta">
              {replies.length === 1 ? "1 reply" : `${replies.length} replies`}
            </span>
            <span className="h-px flex-1 bg-line" />
          </div>
          {!loaded && <OlderLoading />}
          {items.map((item, index) => (
            <ThreadItem
              key={item.key}
              item={item}
              before={items[index - 1] ?? first}
              isFirst={index === 0}
              {...{ tools, editing, reply }}
            />
          ))}
        </div>
        <div ref={end} />
        <ListEdge />
      </div>
    </div>
  );
}

interface ThreadItemProps extends Pick<ThreadMessagesProps, "tools" | "editing" | "reply"> {
  item: ListItem;
  before: ListItem;
  isFirst: boolean;
}

/** A reply, and its day if that is another than the one before. */
function ThreadItem({ item, before, isFirst, tools, editing, reply }: ThreadItemProps) {
  const isGuest = useIsGuest();
  const clock = useClock();
  const me = useMe();
  const isNewDay = startsDay(item, before, clock);
  const grouped = !isFirst && !isNewDay && continues(item, before, me.id, clock);
  return (
    <>
      {isNewDay && <DayDivider name={clock.dayName(writtenAt(item))} />}
      {item.kind === "message" ? (
        <div data-seq={item.message.seq}>
          <MessageRow
            message={item.message}
            grouped={grouped}
            editing={editing?.id === item.message.id}
            tools={tools}
            marked={item.message.seq === reply}
          />
        </div>
      ) : (
        <OutgoingRow
          outgoing={item.outgoing}
          author={{ ...me, guest: isGuest }}
          grouped={grouped}
        />
      )}
    </>
  );
}
