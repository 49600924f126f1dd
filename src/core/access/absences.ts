import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { Absence } from "@/db/schema";
import type { Transaction } from "./revoke";

export interface LostMembership {
  channelId: string;
  userId: string;
}

/**
 * Takes seats away; there is no other way to lose one. Whoever loses theirs in a direct conversation is away from
 * what is said there next: its row is locked, so that every message is before that place or after it. Seats come
 * before conversations, each in one order, as a message locks them: two losses at once may concern the same ones.
 * @param chosen condition on seat `cm` in channel `c`
 */
export async function removeChannelMembers(
  tx: Transaction,
  chosen: SQL,
): Promise<LostMembership[]> {
  return rowsOf(
    { channelId: sql<string>`cm.channel_id`, userId: sql<string>`cm.user_id` },
    (list) => sql`WITH chosen AS MATERIALIZED (
        SELECT cm.channel_id, cm.user_id, cm.last_read_seq
        FROM channel_member cm JOIN channel c ON c.id = cm.channel_id
        WHERE ${chosen} ORDER BY cm.channel_id, cm.user_id FOR UPDATE OF cm),
      direct AS MATERIALIZED (
        SELECT c.id, c.last_seq, c.absences FROM channel c
        WHERE c.kind = 'direct' AND c.id IN (SELECT channel_id FROM chosen)
        ORDER BY c.id FOR NO KEY UPDATE),
      noted AS (
        SELECT direct.id, coalesce(direct.absences, '[]') || jsonb_agg(jsonb_build_object(
          'userId', chosen.user_id, 'after', direct.last_seq, 'read', chosen.last_read_seq)) AS absences
        FROM direct JOIN chosen ON chosen.channel_id = direct.id GROUP BY direct.id, direct.absences),
      away AS (
        UPDATE channel c SET absences = noted.absences FROM noted WHERE c.id = noted.id)
      DELETE FROM channel_member cm USING chosen
      WHERE cm.channel_id = chosen.channel_id AND cm.user_id = chosen.user_id
      RETURNING ${list}`,
    tx,
  );
}

/** Seats somebody in channels, as far as they do not sit there: what was said before is not new to them. */
export async function addChannelMembers(
  tx: Transaction,
  userId: string,
  channelIds: string[],
): Promise<void> {
  await tx.execute(sql`INSERT INTO channel_member (channel_id, user_id, last_read_seq)
    SELECT c.id, ${userId}, c.last_seq FROM channel c
    WHERE c.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(channelIds)}::jsonb))
    ON CONFLICT DO NOTHING`);
}

interface DirectRow {
  lastSeq: number;
  absences: Absence[] | null;
}

/**
 * Seats people in a direct conversation, as far as they do not sit there. Who was away is back: from the next
 * message on, and what was said meanwhile stays hidden from them.
 */
export async function addToDirect(
  tx: Transaction,
  channelId: string,
  userIds: string[],
): Promise<void> {
  const added = await rows<{ id: string }>(
    sql`INSERT INTO channel_member (channel_id, user_id)
      SELECT ${channelId}, value FROM jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb)
      ON CONFLICT DO NOTHING RETURNING user_id AS id`,
    tx,
  );
  if (added.length === 0) return;
  const [direct] = await rowsOf(
    { lastSeq: sql<number>`last_seq`, absences: sql<Absence[] | null>`absences` },
    (list) => sql`SELECT ${list} FROM channel WHERE id = ${channelId} FOR NO KEY UPDATE`,
    tx,
  );
  if (!direct || direct.lastSeq === 0) return;
  for (const { id } of added) await comeBack(tx, channelId, direct, id);
}

async function comeBack(tx: Transaction, channelId: string, direct: DirectRow, userId: string) {
  const { lastSeq, absences } = direct;
  const left = absences?.filter((one) => one.userId !== userId || one.until !== undefined) ?? [];
  const open = absences?.find((one) => one.userId === userId && one.until === undefined);
  const absence = open ?? (await assumeAbsence(tx, channelId, userId, lastSeq));
  const missed = absence.after < lastSeq ? [{ ...absence, until: lastSeq }] : [];
  direct.absences = [...left, ...missed];
  // Who had read everything has nothing to read now either.
  const read = absence.read < absence.after ? absence.read : lastSeq;
  await tx.execute(sql`UPDATE channel_member SET last_read_seq = ${read}
    WHERE channel_id = ${channelId} AND user_id = ${userId}`);
  const kept = direct.absences.length > 0 ? JSON.stringify(direct.absences) : null;
  await tx.execute(sql`UPDATE channel SET absences = ${kept}::jsonb WHERE id = ${channelId}`);
}

/**
 * Of somebody whose leaving was not noted, as before absences were: they were there when they last wrote. What they
 * read after that is hidden too; what they may not read never shows.
 */
async function assumeAbsence(
  tx: Transaction,
  channelId: string,
  userId: string,
  lastSeq: number,
): Promise<Absence> {
  const [last] = await rows<{ seq: number | null }>(
    sql`SELECT max(seq) AS seq FROM message WHERE channel_id = ${channelId} AND author_id = ${userId}`,
    tx,
  );
  return { userId, after: last?.seq ?? 0, read: lastSeq };
}
