import { sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { Principal } from "@/core/access/principal";
import type { Transaction } from "@/core/access/revoke";
import { membership } from "@/core/access/rules";
import { conflict } from "@/core/errors";
import { idOfChannel } from "./import-ids";
import type { SlackChannel } from "./slack-schemas";

/** A channel while it is being filled. */
export interface OpenChannel {
  id: string;
  /** Nobody sees it before all of it is there: it is neither a channel yet nor has it a seat. */
  unseen: boolean;
  seq: number;
  rev: number;
  /** The messages it has, and whether a thread can begin with them. */
  known: Map<string, boolean>;
}

/**
 * Finds the channel that an earlier import made of this one, whatever it is called by now, or makes it, unseen.
 * A channel that people made themselves is never written to, and so the order of what they said stays.
 */
export async function openChannel(
  { workspace, userId }: Principal,
  source: SlackChannel,
): Promise<OpenChannel> {
  const id = idOfChannel(workspace.id, source);
  await rows(sql`INSERT INTO channel (id, workspace_id, name, visibility, kind, created_by)
    VALUES (${id}, ${workspace.id}, ${id}, 'private', 'import', ${userId}) ON CONFLICT (id) DO NOTHING`);
  const [found] = await rowsOf(
    {
      unseen: sql<boolean>`kind = 'import'`,
      seq: sql<number>`last_seq`,
      rev: sql<number>`last_rev`,
    },
    (list) => sql`SELECT ${list} FROM channel WHERE id = ${id}`,
  );
  if (!found) throw new Error(`channel ${id} vanished`);
  const messages = await rows<{ id: string; begins: boolean }>(
    sql`SELECT id, parent_id IS NULL AS begins FROM message WHERE channel_id = ${id}`,
  );
  return { id, ...found, known: new Map(messages.map((one) => [one.id, one.begins])) };
}

/** Keeps others from writing in a channel that they see until the transaction ends. */
export async function holdChannel(tx: Transaction, channel: OpenChannel): Promise<void> {
  const [now] = await rows<{ seq: number; rev: number }>(
    sql`SELECT last_seq AS seq, last_rev AS rev FROM channel WHERE id = ${channel.id}
      FOR NO KEY UPDATE`,
    tx,
  );
  if (!now) throw new Error(`channel ${channel.id} vanished`);
  Object.assign(channel, now);
}

/**
 * Takes the next places in a channel, unless somebody else has taken them or has shown the channel meanwhile:
 * only another import can.
 * @throws AppError CONFLICT
 */
export async function takeSeqs(
  tx: Transaction,
  channel: OpenChannel,
  count: number,
): Promise<void> {
  const moved = await rows(
    sql`UPDATE channel SET last_seq = last_seq + ${count}::int, last_rev = last_rev + ${count}::int
      WHERE id = ${channel.id} AND last_seq = ${channel.seq} AND last_rev = ${channel.rev}
        AND (kind = 'import') = ${channel.unseen}::boolean RETURNING id`,
    tx,
  );
  if (moved.length === 0) throw importUnderWay();
}

/**
 * What an import brings is for no guest: one who was let into the channel since was let into what it held then.
 * @throws AppError CONFLICT
 */
export async function assertNoGuests(tx: Transaction, { id }: OpenChannel): Promise<void> {
  const [found] = await rows<{ name: string }>(
    sql`SELECT c.name FROM channel c WHERE c.id = ${id} AND EXISTS (
      SELECT 1 FROM ${membership} JOIN guest g
        ON g.user_id = cm.user_id AND g.workspace_id = c.workspace_id WHERE cm.channel_id = c.id)`,
    tx,
  );
  if (found) {
    throw conflict(`Guests are in #${found.name}. Take them out before more of it is imported.`);
  }
}

export const importUnderWay = () =>
  conflict("An import into this workspace is under way. Wait until it is done.");
