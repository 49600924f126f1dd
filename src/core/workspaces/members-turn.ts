import { sql } from "drizzle-orm";
import type { Transaction } from "../access/revoke";

/**
 * Takes the lock under which members of a workspace are changed and signed out, one after the other. Without it, two
 * members who act on each other could deadlock, each with a lock on their own row or session. Take it before all other
 * locks. After it, read again what the caller may do: they may have lost their role while they waited.
 */
export async function takeMembersTurn(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`members ${workspaceId}`}, 0))`,
  );
}
