import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { message } from "@/db/schema";
import type { Channel } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { visible } from "../access/rules";

const MESSAGES_A_PAGE = 500;

const m = alias(message, "m");

const ownChannelColumns = {
  id: sql<string>`c.id`,
  name: sql<string>`c.name`,
  kind: sql<Channel["kind"]>`c.kind`,
  /** The user ids of the people in a direct conversation, with blanks between them. */
  directKey: sql<string | null>`c.direct_key`,
  seqs: sql<number[]>`own.seqs`,
};

/** A channel in which the principal has written, with the sequence numbers of what they wrote. */
export type OwnChannel = RowOf<typeof ownChannelColumns>;

/** A message, without anything that others added to it. */
const ownMessageColumns = {
  id: m.id,
  seq: m.seq,
  body: m.body,
  parentId: m.parentId,
  createdAt: m.createdAt,
  editedAt: m.editedAt,
  files: m.files,
};

export type OwnMessage = RowOf<typeof ownMessageColumns>;

/** The condition that the principal wrote message `m` in channel `c`, and may still read it. */
const isOwn = (
  principal: Principal,
) => sql`m.author_id = ${principal.userId} AND m.deleted_at IS NULL
  AND ${visible(principal)} AND ${readable(principal)}`;

/**
 * Lists the channels that the principal sees and has written in. It finds the messages by their author, so that it costs
 * what they wrote, however much others did.
 */
export function listOwnChannels(principal: Principal): Promise<OwnChannel[]> {
  return rowsOf(
    ownChannelColumns,
    (list) => sql`SELECT ${list} FROM (
        SELECT m.channel_id, json_agg(m.seq ORDER BY m.seq) AS seqs
        FROM message m JOIN channel c ON c.id = m.channel_id
        WHERE ${isOwn(principal)} GROUP BY m.channel_id) own
      JOIN channel c ON c.id = own.channel_id ORDER BY c.kind, c.name, c.id`,
  );
}

/** Reads page by page, and checks again what the principal may read: they may have lost the channel meanwhile. */
export async function* readOwnMessages(
  principal: Principal,
  { id, seqs }: OwnChannel,
): AsyncGenerator<OwnMessage> {
  for (let from = 0; from < seqs.length; from += MESSAGES_A_PAGE) {
    const page = JSON.stringify(seqs.slice(from, from + MESSAGES_A_PAGE));
    yield* await rowsOf(
      ownMessageColumns,
      (list) => sql`SELECT ${list} FROM message m JOIN channel c ON c.id = m.channel_id
        WHERE m.channel_id = ${id} AND ${isOwn(principal)}
          AND m.seq IN (SELECT value::int FROM jsonb_array_elements_text(${page}::jsonb))
        ORDER BY m.seq`,
    );
  }
}
