"use client";

import type { Channel, Message } from "@/lib/api-types";
import type { Clock } from "./clock";
import { continues, type ListItem, startsDay, writtenAt } from "./group-messages";
import { ChannelBeginning, DayDivider, NewDivider } from "./message-dividers";
import { MessageRow } from "./message-row";
import { OutgoingRow } from "./outgoing-row";
import type { MessageCommands } from "./use-message-commands";

/** What every row of a list needs and none has of its own. */
export interface ListContext {
  channel: Channel;
  /** The first seq that is loaded; 1 is where the channel began. */
  from: number;
  me: { id: string; name: string };
  guest: boolean;
  mayModerate: boolean;
  clock: Clock;
  commands: MessageCommands;
  /** The first message of the new part. */
  newFrom: number | null;
  editingId: string | null;
  onEdit: (message: Message | null) => void;
  onDelete: (message: Message) => void;
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
      {newPart && <NewDivider />}
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
          mayEdit={item.message.author.id === me.id}
          mayDelete={context.mayModerate || item.message.author.id === me.id}
          editing={context.editingId === item.message.id}
          commands={context.commands}
          onEdit={context.onEdit}
          onDelete={context.onDelete}
        />
      )}
    </div>
  );
}
