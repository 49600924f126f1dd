import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { invalid } from "../errors";

/**
 * Sees that an end of access lies ahead, by the clock that it is later compared with: a node's own may be minutes off.
 * @throws AppError VALIDATION
 */
export async function assertAhead(expiresAt: Date | null | undefined): Promise<void> {
  if (!expiresAt) return;
  const [row] = await rows<{ isAhead: boolean }>(
    sql`SELECT ${expiresAt.toISOString()}::timestamptz > clock_timestamp() AS "isAhead"`,
  );
  if (!row?.isAhead) throw invalid("expiresAt", "Choose a time in the future");
}
