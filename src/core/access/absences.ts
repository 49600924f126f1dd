import { sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { Absence } from "@/db/schema";
import { giveMembership } from "./memberships";
import type { Transaction } from "./revoke";

interface DirectRow {
  lastSeq: number;
  absences: Absence[] | null;
}

/**
 * Brings people who are not in a direct conversation into it. Somebody who was away takes part again from the next
 * message on. What was said while they were away stays hidden from them.
 */
export async function addToDirect(
  tx: Transaction,
  channelId: string,
  userIds: string[],
): Promise<void> {
  const added = await rows<{ id: string }>(
    sql`${giveMembership(sql`SELECT ${channelId}, value, 0
      FROM jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb)`)} RETURNING user_id AS id`,
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
  // Somebody who had read everything has nothing to read now either.
  const read = absence.read < absence.after ? absence.read : lastSeq;
  await tx.execute(sql`UPDATE channel_member SET last_read_seq = ${read}
    WHERE channel_id = ${channelId} AND user_id = ${userId}`);
  const kept = direct.absences.length > 0 ? JSON.stringify(direct.absences) : null;
  await tx.execute(sql`UPDATE channel SET absences = ${kept}::jsonb WHERE id = ${channelId}`);
}

/**
 * The absence of somebody who left before absences were noted. We assume that they were there until their own last
 * message. Messages after it are hidden even if they read them then: what they may not read must never show.
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
