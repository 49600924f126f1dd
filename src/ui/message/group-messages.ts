import type { Message } from "@/lib/api-types";
import type { OutgoingMessage } from "@/ui/realtime/sending/outbox";
import type { Clock } from "../shell/clock";

/** One line of the list: a message that is there, or one on its way. */
export type ListItem =
  | { kind: "message"; key: string; message: Message }
  | { kind: "outgoing"; key: string; outgoing: OutgoingMessage };

const TOGETHER = 5 * 60_000;

/** Answers stand in their thread, beside the list. */
const isTopLevel = (one: { parentId: string | null }) => one.parentId === null;

/** The lines of a channel's list, answers left out. */
export function toItems(
  messages: readonly Message[],
  outgoing: readonly OutgoingMessage[],
  meId: string,
): ListItem[] {
  return [
    ...messages.filter(isTopLevel).map((message) => ({
      kind: "message" as const,
      key: `${message.author.id}:${message.clientId}`,
      message,
    })),
    ...outgoing.filter(isTopLevel).map((one) => ({
      kind: "outgoing" as const,
      key: `${meId}:${one.clientId}`,
      outgoing: one,
    })),
  ];
}

export function writtenAt(item: ListItem): string {
  return item.kind === "message" ? item.message.createdAt : item.outgoing.createdAt;
}

/** Whether an item goes on where the one before it stopped: same author, same day, within minutes. */
export function continues(
  item: ListItem,
  before: ListItem | undefined,
  meId: string,
  clock: Clock,
): boolean {
  if (!before || authorOf(item, meId) !== authorOf(before, meId)) return false;
  const at = writtenAt(item);
  const last = writtenAt(before);
  return (
    Math.abs(new Date(at).getTime() - new Date(last).getTime()) < TOGETHER &&
    sameDay(at, last, clock)
  );
}

export function startsDay(item: ListItem, before: ListItem | undefined, clock: Clock): boolean {
  return !before || !sameDay(writtenAt(item), writtenAt(before), clock);
}

/** The first message of others after `line`: the new part begins before it. */
export function findNewPart(
  messages: readonly Message[],
  line: number | null,
  meId: string,
): number | null {
  if (line === null) return null;
  const isNew = (one: Message) => one.seq > line && one.author.id !== meId && isTopLevel(one);
  return messages.find(isNew)?.seq ?? null;
}

/** How many answers of others came after `line`, by the message that began the thread. */
export function countFresh(
  messages: readonly Message[],
  line: number | null,
  meId: string,
): ReadonlyMap<string, number> {
  const fresh = new Map<string, number>();
  if (line === null) return fresh;
  for (const { seq, parentId, author, deletedAt } of messages) {
    if (parentId === null || seq <= line || author.id === meId || deletedAt !== null) continue;
    fresh.set(parentId, (fresh.get(parentId) ?? 0) + 1);
  }
  return fresh;
}

function sameDay(one: string, other: string, clock: Clock): boolean {
  return one.slice(0, 16) === other.slice(0, 16) || clock.day(one) === clock.day(other);
}

function authorOf(item: ListItem, meId: string): string {
  return item.kind === "message" ? item.message.author.id : meId;
}
