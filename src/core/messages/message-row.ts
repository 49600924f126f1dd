import { sql } from "drizzle-orm";
import type { Message, MessageFile, Reaction } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";

/** A row of `message` with its author's name, as the statements of this folder select it. */
export interface MessageRow {
  id: string;
  channelId: string;
  seq: number;
  rev: number;
  authorId: string;
  authorName: string;
  /** Of somebody whose access has ended: as it was then. */
  authorImage: string | null;
  authorGuest: boolean;
  body: string;
  parentId: string | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  reactions: Record<string, string[]>;
  files: MessageFile[];
  pinnedAt: string | null;
  clientId: string;
}

/** Columns of `MessageRow` from message `m` and its author `u` of `peopleOf`. */
export const messageColumns = sql`m.id, m.channel_id AS "channelId", m.seq, m.rev,
  m.author_id AS "authorId", u.name AS "authorName",
  CASE WHEN u.kept THEN u.image END AS "authorImage", m.author_guest AS "authorGuest",
  m.body, m.parent_id AS "parentId", m.created_at AS "createdAt", m.edited_at AS "editedAt",
  m.deleted_at AS "deletedAt", m.reactions, m.files, m.pinned_at AS "pinnedAt", m.client_id AS "clientId"`;

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
