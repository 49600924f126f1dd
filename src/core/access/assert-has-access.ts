import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { readRefusal } from "./read-refusal";
import { liveAccess } from "./guards";
import { type Actor, personIn } from "./operator";
import type { Transaction } from "./revoke";

/**
 * Checks that the principal still has access, and locks it until the transaction ends. Call it first in every
 * transaction that changes something in their name: they may have been removed since the request began, and a receipt
 * may say so. Messages lock the person's own row first too; the common order prevents deadlocks. The operator is not
 * checked: they have the database itself.
 * @throws AppError the refusal that fits
 */
export async function assertHasAccess(tx: Transaction, by: Actor): Promise<void> {
  const principal = personIn(by);
  if (!principal) return;
  const found = await rows(sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`, tx);
  if (found.length === 0) throw await readRefusal(principal, "Workspace", undefined, tx);
}
