import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Joined, RowOf } from "@/db/columns";
import { message } from "@/db/schema";
import type { Message, Reaction } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";

const m = alias(message, "m");

/** Columns of message `m` and its author `u` of `peopleOf`. */
export const messageColumns = {
  id: m.id,
  channelId: m.channelId,
  seq: m.seq,
  rev: m.rev,
  authorId: m.authorId,
  authorName: sql<string>`u.name`,
  /** Of somebody whose access has ended: the picture that they had then. */
  authorImage: sql<string | null>`CASE WHEN u.kept THEN u.image END`,
  authorGuest: m.authorGuest,
  body: m.body,
  parentId: m.parentId,
  createdAt: m.createdAt,
  editedAt: m.editedAt,
  deletedAt: m.deletedAt,
  reactions: m.reactions,
  files: m.files,
  pinnedAt: m.pinnedAt,
  clientId: m.clientId,
};

export type MessageRow = RowOf<typeof messageColumns>;

/** Whether an outer join has found a message. */
export const isMessage = <Row extends MessageRow>(row: Joined<Row>): row is Row => row.id !== null;

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    channelId: row.channelId,
    seq: row.seq,
    rev: row.rev,
    author: {
      id: row.authorId,
      name: row.authorName,
      guest: row.authorGuest,
      ...(row.authorImage && { image: row.authorImage }),
    },
    body: row.body,
    parentId: row.parentId,
    createdAt: toIso(row.createdAt),
    editedAt: row.editedAt && toIso(row.editedAt),
    deletedAt: row.deletedAt && toIso(row.deletedAt),
    reactions: toReactions(row.reactions),
    files: row.files,
    pinnedAt: row.pinnedAt && toIso(row.pinnedAt),
    clientId: row.clientId,
  };
}

export function toReactions(stored: Record<string, string[]>): Reaction[] {
  return Object.entries(stored)
    .filter(([, userIds]) => userIds.length > 0)
    .map(([emoji, userIds]) => ({ emoji, userIds }));
}
