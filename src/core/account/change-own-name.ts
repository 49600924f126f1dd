import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { logger } from "@/lib/logger";
import type { SignedIn } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { publishGuests } from "../guests/guest-row";
import { publishEverywhere } from "../people/publish-person";
import {
  assertAccessSomewhere,
  keepOwnNames,
  listWorkspaceAccess,
  recordRenaming,
  type WorkspaceAccess,
} from "../access/names/record-own-change";

/**
 * Changes a person's name in every workspace in which they have access, also on everything that they ever wrote there.
 * Each of these workspaces records it. A person without any access cannot change their name: a name is a message of its
 * own, and the old messages would carry it.
 * @throws AppError FORBIDDEN
 */
export async function changeOwnName(signedIn: SignedIn, name: string): Promise<void> {
  const accesses = await db().transaction(async (tx) => {
    await assertAccessSomewhere(tx, signedIn);
    await keepOwnNames(tx, signedIn);
    const from = await setName(tx, signedIn, name);
    if (from === name) return [];
    const { userId } = signedIn;
    const accesses = await listWorkspaceAccess(tx, userId);
    const actor = { id: userId, name: from };
    for (const access of accesses)
      await recordRenaming(tx, access, { actor, userId, from, to: name });
    return accesses;
  });
  await tellAdmins(accesses);
  if (accesses.length > 0) await publishEverywhere(signedIn.userId);
}

/** @returns the former name */
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

/** Runs after the commit. The name is already changed, so a failure here is logged and is no error of the change. */
async function tellAdmins(accesses: WorkspaceAccess[]): Promise<void> {
  try {
    await publishGuests(accesses.filter(({ as }) => as === "guest").map(({ id }) => id));
  } catch (error) {
    logger().warn({ err: error }, "a changed name could not be published");
  }
}
