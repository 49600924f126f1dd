import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { readRefusal } from "./read-refusal";
import { liveAccess } from "./guards";
import { type Actor, personIn } from "./operator";
import type { Transaction } from "./revoke";

/**
 * Sees that the principal still stands, and keeps it so until the transaction ends. It comes first in every
 * transaction that changes something in their name: between the entering of a request and this moment they may
 * have been removed, and a receipt may say so. The person's own row before all others is also the order in which
 * a message locks, so that nobody waits in a circle. The operator stands by having the database.
 * @throws AppError the refusal that fits
 */
export async function assertHasAccess(tx: Transaction, by: Actor): Promise<void> {
  const principal = personIn(by);
  if (!principal) return;
  const found = await rows(sql`WITH ${liveAccess(principal)} SELECT 1 FROM live_access`, tx);
  if (found.length === 0) throw await readRefusal(principal, "Workspace", undefined, tx);
}
