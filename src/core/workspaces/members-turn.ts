import { sql } from "drizzle-orm";
import type { Transaction } from "../access/revoke";

/**
 * The members of a workspace are changed, and signed out, one after the other: two who act on one another would wait
 * in a circle, each with a lock on their own row or session. Whoever comes second is looked at again when it is their
 * turn, and may be no owner any more. It comes before all other locks.
 */
export async function takeMembersTurn(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`members ${workspaceId}`}, 0))`,
  );
}
