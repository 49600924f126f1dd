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
  /** It is invisible until all of it is there: its kind is not yet `channel`, and it has no members. */
  unseen: boolean;
  seq: number;
  rev: number;
  /** The ids of its messages, and whether a thread can begin with each. */
  known: Map<string, boolean>;
}

/**
 * Finds the channel that an earlier import made from this one, whatever its name is now, or makes an invisible one. A
 * channel that people made themselves is never written to, so their messages keep their order.
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

/** Locks a visible channel, so that nobody else writes in it until the transaction ends. */
export async function lockChannel(tx: Transaction, channel: OpenChannel): Promise<void> {
  const [now] = await rows<{ seq: number; rev: number }>(
    sql`SELECT last_seq AS seq, last_rev AS rev FROM channel WHERE id = ${channel.id}
      FOR NO KEY UPDATE`,
    tx,
  );
  if (!now) throw new Error(`channel ${channel.id} vanished`);
  Object.assign(channel, now);
}

/**
 * Takes the next sequence numbers of a channel, unless somebody else has taken them or has shown the channel meanwhile.
 * Only another import can do that.
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
 * Imported messages are not for guests: a guest who is in the channel was let in to what it contained then.
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
