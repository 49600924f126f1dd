"use client";

import { memo } from "react";
import type { Channel, ThreadSummary } from "@/lib/api-types";
import type { Clock } from "../shell/clock";
import { continues, type ListItem, startsDay, writtenAt } from "./group-messages";
import { ChannelBeginning, DayDivider, NewDivider, type UnreadPlace } from "./message-dividers";
import { MessageRow } from "./message-row";
import { OutgoingRow } from "./outgoing-row";
import type { RowTools } from "./row-tools";

/** The data that all rows of a list share. */
export interface ListContext {
  channel: Channel;
  /** The first seq that is loaded; 1 is the start of the channel. */
  from: number;
  me: { id: string; name: string };
  guest: boolean;
  clock: Clock;
  tools: RowTools;
  threads: ReadonlyMap<string, ThreadSummary>;
  /** The number of replies in the unread part, by the id of the message that began the thread. */
  fresh: ReadonlyMap<string, number>;
  /** The seq of the message that the address names. */
  markedSeq: number | null;
  /** The seq of the first message of the unread part. */
  newFrom: number | null;
  /** Called with where the start of the unread part is. */
  onUnreadPlace?: (place: UnreadPlace) => void;
  editingId: string | null;
}

interface MessageItemProps {
  item: ListItem;
  before: ListItem | undefined;
  context: ListContext;
}

/** A row with what comes before it: the start of the channel, the day, the start of the unread part. */
export const MessageItem = memo(function MessageItem({ item, before, context }: MessageItemProps) {
  const { me, clock, newFrom } = context;
  const newDay = startsDay(item, before, clock);
  const newPart = item.kind === "message" && item.message.seq === newFrom;
  const grouped = !newDay && !newPart && continues(item, before, me.id, clock);
  // Margins must not leave the row: the virtual list measures the row without them.
  return (
    <div className="row-width flow-root">
      {!before && context.from <= 1 && <ChannelBeginning channel={context.channel} />}
      {newDay && <DayDivider name={clock.dayName(writtenAt(item))} />}
      {newPart && <NewDivider onPlace={context.onUnreadPlace} />}
      {item.kind === "outgoing" ? (
        <OutgoingRow
          outgoing={item.outgoing}
          author={{ ...me, guest: context.guest }}
          grouped={grouped}
        />
      ) : (
        <MessageRow
          message={item.message}
          grouped={grouped}
          editing={context.editingId === item.message.id}
          tools={context.tools}
          marked={context.markedSeq === item.message.seq}
          thread={context.threads.get(item.message.id)}
          fresh={context.fresh.get(item.message.id) ?? 0}
        />
      )}
    </div>
  );
});
