import type { Message, ThreadSummary } from "@/lib/api-types";
import type { OutgoingMessage } from "@/ui/realtime/sending/outbox";
import type { Clock } from "../shell/clock";

/** One line of the list: a message that exists, or one that is still being sent. */
export type ListItem =
  | { kind: "message"; key: string; message: Message }
  | { kind: "outgoing"; key: string; outgoing: OutgoingMessage };

const TOGETHER_MS = 5 * 60_000;

/** Replies are shown in their thread, not in the list. */
const isTopLevel = (one: { parentId: string | null }) => one.parentId === null;

/** The lines of a channel's list, without replies. A deleted message stays only where it has a thread. */
export function toItems(
  messages: readonly Message[],
  outgoing: readonly OutgoingMessage[],
  meId: string,
  threads: ReadonlyMap<string, ThreadSummary>,
): ListItem[] {
  const isShown = (one: Message) =>
    isTopLevel(one) && (one.deletedAt === null || threads.has(one.id));
  return [
    ...messages.filter(isShown).map((message) => ({
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

/** Whether an item continues the one before it without a new heading: same author, same day, a few minutes apart. */
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
    Math.abs(new Date(at).getTime() - new Date(last).getTime()) < TOGETHER_MS &&
    sameDay(at, last, clock)
  );
}

/** Whether an item is the first of its day, in the time zone of the clock. */
export function startsDay(item: ListItem, before: ListItem | undefined, clock: Clock): boolean {
  return !before || !sameDay(writtenAt(item), writtenAt(before), clock);
}

/** The seq of the first message by other people after `line`. The unread part begins with it. */
export function findNewPart(
  messages: readonly Message[],
  line: number | null,
  meId: string,
): number | null {
  if (line === null) return null;
  const isNew = (one: Message) =>
    one.seq > line && one.author.id !== meId && isTopLevel(one) && one.deletedAt === null;
  return messages.find(isNew)?.seq ?? null;
}

/** The number of replies by other people after `line`, by the id of the message that began the thread. */
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
