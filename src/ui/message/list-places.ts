import type { ListItem } from "./group-messages";

/** Where the list begins: at its end, or with a message, or what follows it, in the middle of what is seen. */
export function findStart(items: ListItem[], markedSeq: number | null) {
  const index =
    markedSeq === null
      ? -1
      : items.findIndex((item) => item.kind === "message" && item.message.seq >= markedSeq);
  if (index < 0) return { index: "LAST" as const, align: "end" as const };
  return { index, align: "center" as const };
}

export function findSeq(items: ListItem[], seq: number | null): number | null {
  if (seq === null) return null;
  const index = items.findIndex((item) => item.kind === "message" && item.message.seq === seq);
  return index < 0 ? null : index;
}

/** How many messages by others came after this one. */
export function countSince(items: ListItem[], seq: number, meId: string): number {
  let count = 0;
  for (const item of items) {
    if (item.kind === "message" && item.message.seq > seq && item.message.author.id !== meId) {
      count += 1;
    }
  }
  return count;
}
