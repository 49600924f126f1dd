import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Principal } from "../../access/principal";
import { standing } from "../../access/queries";
import type { Transaction } from "../../access/revoke";

/** The importer may no longer import: nothing of this transaction is committed. */
export class NoLongerStands extends Error {}

/**
 * Sees that the importer still stands, and keeps it so until the transaction ends.
 * @throws NoLongerStands
 */
export async function assertStands(tx: Transaction, principal: Principal): Promise<void> {
  const found = await rows(sql`WITH ${standing(principal)} SELECT 1 FROM standing`, tx);
  if (found.length === 0) throw new NoLongerStands();
}
