import type { Channel, Person } from "./api-types";

/**
 * A checksum of what a page knows. The page sends it along with a request, so that the answer contains only what has
 * changed. Page and server compute it in the same way. Channels are divided into groups by their ids. The mark of a
 * group is the sum of its channels' hashes, so that it does not depend on their order.
 */
export type Marks = Uint32Array;

const GROUPS = 256;
const REVISION_GROUPS = 64;
/** How many base-36 digits one mark has when it is written. */
const DIGITS = 7;

export const emptyMarks = (): Marks => new Uint32Array(GROUPS);

export const groupOf = (channelId: string): number => Number.parseInt(channelId.slice(-2), 16) || 0;

/** The part of a channel that is the same for everybody. */
export type SharedPart = Pick<
  Channel,
  "id" | "name" | "topic" | "visibility" | "archivedAt" | "memberCount" | "guestCount" | "people"
>;

/** The part of a channel that belongs to one person who has joined it. */
export interface OwnPart
  extends Pick<Channel, "id" | "lastReadSeq" | "muted" | "starred" | "historyFrom" | "expiresAt"> {
  /** The `rev` of the channel up to which the unread counts are known. */
  rev: number;
  /** How many answers in followed threads are unseen, and the `seq` of the last one. */
  replies: { count: number; last: number };
}

export function markShared(marks: Marks, channel: SharedPart): void {
  const { id, name, topic, visibility, archivedAt, memberCount, guestCount } = channel;
  const people = channel.people.map((one) => [one.id, one.name, one.guest, one.here]);
  add(marks, id, ["s", id, name, topic, visibility, archivedAt, memberCount, guestCount, people]);
}

export function markOwn(marks: Marks, channel: OwnPart): void {
  const { id, rev, lastReadSeq, muted, starred, replies, historyFrom, expiresAt } = channel;
  const terms = historyFrom || expiresAt ? [historyFrom, expiresAt] : [];
  const own = [lastReadSeq, muted, starred, replies.count, replies.last, ...terms];
  add(marks, id, ["o", id, rev, ...own]);
}

type Revision = Pick<Channel, "id" | "lastSeq" | "lastRev">;

/** What `ready` says of channels. It has fewer groups: they are sent at every connecting. */
export function markRevisions(channels: Iterable<Revision>): Marks {
  const marks = new Uint32Array(REVISION_GROUPS);
  for (const { id, lastSeq, lastRev } of channels) add(marks, id, ["r", id, lastSeq, lastRev]);
  return marks;
}

/** The channels in whose groups something is not as `known` has it. */
export function pickMoved<C extends Revision>(channels: C[], known: Marks): C[] {
  const moved = new Set(differingGroups(markRevisions(channels), known));
  return channels.filter(({ id }) => moved.has(groupOf(id) % REVISION_GROUPS));
}

export function repliesOf({ unseenReplies }: Pick<Channel, "unseenReplies">): OwnPart["replies"] {
  return { count: unseenReplies.length, last: unseenReplies.at(-1)?.seq ?? 0 };
}

/** The numbers of the groups in which two differ. */
export function differingGroups(one: Marks, other: Marks): number[] {
  return [...one.keys()].filter((group) => one[group] !== other[group]);
}

export function writeMarks(marks: Marks): string {
  return Array.from(marks, (mark) => mark.toString(36).padStart(DIGITS, "0")).join("");
}

export const WRITTEN_MARKS = new RegExp(`^[0-9a-z]{${GROUPS * DIGITS}}$`);
export const WRITTEN_REVISIONS = new RegExp(`^[0-9a-z]{${REVISION_GROUPS * DIGITS}}$`);

/** @param text that matches `WRITTEN_MARKS` or `WRITTEN_REVISIONS` */
export function readMarks(text: string): Marks {
  return Uint32Array.from({ length: text.length / DIGITS }, (_, group) =>
    Number.parseInt(text.slice(group * DIGITS, (group + 1) * DIGITS), 36),
  );
}

/** One mark for a list of people. It does not depend on who is online. */
export function markPeople(people: Iterable<Person>): string {
  const mark = new Uint32Array(1);
  for (const { id, name, as, sponsor, image, alike, ended } of people) {
    mark[0] = (mark[0] ?? 0) + hash(JSON.stringify([id, name, as, sponsor, image, alike, ended]));
  }
  return String(mark[0]);
}

/** Who of the people is online: one digit for each, in the order of their ids. */
export function writePresence(people: readonly Person[]): string {
  return sortById(people)
    .map(({ online }) => (online ? "1" : "0"))
    .join("");
}

export function readPresence(
  people: readonly Pick<Person, "id">[],
  digits: string,
): Record<string, "online" | "offline"> {
  return Object.fromEntries(
    sortById(people).map(({ id }, at) => [id, digits[at] === "1" ? "online" : "offline"]),
  );
}

const sortById = <T extends { id: string }>(people: readonly T[]): T[] =>
  [...people].sort((a, b) => (a.id < b.id ? -1 : 1));

function add(marks: Marks, id: string, what: unknown[]): void {
  const group = groupOf(id) % marks.length;
  marks[group] = (marks[group] ?? 0) + hash(JSON.stringify(what));
}

/** FNV-1a, 32 bits. It is fast; it need not resist attacks, because nobody gains anything from a collision. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}
