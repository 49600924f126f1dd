"use client";

import type { Channel, ThreadSummary } from "@/lib/api-types";
import type { Clock } from "../shell/clock";
import { continues, type ListItem, startsDay, writtenAt } from "./group-messages";
import { ChannelBeginning, DayDivider, NewDivider } from "./message-dividers";
import { MessageRow } from "./message-row";
import { OutgoingRow } from "./outgoing-row";
import type { RowTools } from "./row-tools";

/** What every row of a list needs and none has of its own. */
export interface ListContext {
  channel: Channel;
  /** The first seq that is loaded; 1 is where the channel began. */
  from: number;
  me: { id: string; name: string };
  guest: boolean;
  clock: Clock;
  tools: RowTools;
  threads: ReadonlyMap<string, ThreadSummary>;
  /** How many answers of a thread are in the new part, by the message it began with. */
  fresh: ReadonlyMap<string, number>;
  /** The message that the address names. */
  markedSeq: number | null;
  /** The first message of the new part. */
  newFrom: number | null;
  /** Told whether its beginning is above what is seen. */
  onNewAbove: (above: boolean) => void;
  editingId: string | null;
}

interface MessageItemProps {
  item: ListItem;
  before: ListItem | undefined;
  context: ListContext;
}

/** A row with what stands before it: the channel's beginning, the day, the beginning of the new part. */
export function MessageItem({ item, before, context }: MessageItemProps) {
  const { me, clock, newFrom } = context;
  const newDay = startsDay(item, before, clock);
  const newPart = item.kind === "message" && item.message.seq === newFrom;
  const grouped = !newDay && !newPart && continues(item, before, me.id, clock);
  // Margins must not leave the row: the virtual list measures it without them.
  return (
    <div className="flow-root">
      {!before && context.from <= 1 && <ChannelBeginning channel={context.channel} />}
      {newDay && <DayDivider name={clock.dayName(writtenAt(item))} />}
      {newPart && <NewDivider onAbove={context.onNewAbove} />}
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
}
