import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { logger } from "@/lib/logger";
import type { SignedIn } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { publishGuest } from "../guests/guest-row";
import {
  assertLetInSomewhere,
  keepOwnNames,
  listStays,
  recordRenaming,
  type Stay,
} from "../access/names/record-own-change";

/**
 * Gives a person another name, in every workspace in which they have access, and on all they ever wrote there; it is
 * on record in each. Whoever is let in nowhere puts nothing before people's eyes: the name is a message of its own,
 * and old words would carry it.
 * @throws AppError FORBIDDEN
 */
export async function changeOwnName(signedIn: SignedIn, name: string): Promise<void> {
  const stays = await db().transaction(async (tx) => {
    await assertLetInSomewhere(tx, signedIn);
    await keepOwnNames(tx, signedIn);
    const from = await setName(tx, signedIn, name);
    if (from === name) return [];
    const { userId } = signedIn;
    const stays = await listStays(tx, userId);
    const actor = { id: userId, name: from };
    for (const stay of stays) await recordRenaming(tx, stay, { actor, userId, from, to: name });
    return stays;
  });
  await tellAdmins(stays);
}

/** @returns the name before */
async function setName(tx: Transaction, { userId }: SignedIn, name: string): Promise<string> {
  const [changed] = await rows<{ former: string }>(
    sql`WITH former AS MATERIALIZED (
        SELECT u.id, u.name FROM "user" u WHERE u.id = ${userId} FOR NO KEY UPDATE)
      UPDATE "user" u SET name = ${name}, updated_at = now() FROM former
      WHERE u.id = former.id RETURNING former.name AS former`,
    tx,
  );
  if (!changed) throw new Error(`user ${userId} vanished`);
  return changed.former;
}

/** After the commit: the name is changed, so that what cannot be told is no failure of it. */
async function tellAdmins(stays: Stay[]): Promise<void> {
  try {
    for (const { id, as } of stays) if (as === "guest") await publishGuest(id);
  } catch (error) {
    logger().warn({ err: error }, "a change of a name could not be told");
  }
}
