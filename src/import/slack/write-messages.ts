import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Transaction } from "@/core/access/revoke";
import { sqlState, UNIQUE_VIOLATION } from "@/core/errors";
import { writeWords } from "@/core/messages/message-words";
import type { ImportedMessage } from "./convert-message";
import { importUnderWay, type OpenChannel, takeSeqs } from "./open-channel";
import type { ImportedPeople } from "./people";

/**
 * Adds messages at the end of a channel, in order and without a gap, in one statement. Mentions in them are not noted:
 * an import notifies nobody.
 * @throws AppError CONFLICT when another import writes there
 */
export async function writeMessages(
  tx: Transaction,
  channel: OpenChannel,
  messages: ImportedMessage[],
  people: ImportedPeople,
): Promise<void> {
  await takeSeqs(tx, channel, messages.length);
  const values = messages.map((one) => ({
    ...placeMessage(channel, one),
    author: people.get(one.slackAuthorId)?.userId,
  }));
  await insertMessages(tx, channel, values);
}

/**
 * If a message is there already, another import has added it since the channel was read: nobody else makes such ids.
 */
async function insertMessages(tx: Transaction, { id }: OpenChannel, values: object[]) {
  try {
    await rows(
      sql`INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, words, parent_id,
          client_id, reactions, created_at, edited_at, deleted_at)
        SELECT id, ${id}, seq, rev, author, false, body,
          CASE WHEN deleted IS NULL THEN words::tsvector END, parent, client, reactions, created, edited, deleted
        FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS m (id text, seq int, rev int,
          author text, body text, words text, parent text, client text, reactions jsonb, created timestamptz,
          edited timestamptz, deleted timestamptz)`,
      tx,
    );
  } catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? importUnderWay() : error;
  }
}

function placeMessage(channel: OpenChannel, one: ImportedMessage) {
  const parent = one.threadId !== null && channel.known.get(one.threadId) ? one.threadId : null;
  channel.known.set(one.id, parent === null);
  channel.seq += 1;
  channel.rev += 1;
  return {
    id: one.id,
    seq: channel.seq,
    rev: channel.rev,
    body: one.body,
    words: writeWords(one.body),
    parent,
    // No client can use this id: theirs are UUIDs. So nobody can block an imported message by using its id first.
    client: `slack:${one.id}`,
    reactions: one.reactions,
    created: one.createdAt,
    edited: one.editedAt,
    deleted: one.deletedAt,
  };
}
