import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { invalid } from "../errors";

/**
 * Checks that an end of access is in the future. It uses the database's clock, to which the end is compared later: a
 * node's own clock may be minutes off.
 * @throws AppError VALIDATION
 */
export async function assertAhead(expiresAt: Date | null | undefined): Promise<void> {
  if (!expiresAt) return;
  const [row] = await rows<{ isAhead: boolean }>(
    sql`SELECT ${expiresAt.toISOString()}::timestamptz > clock_timestamp() AS "isAhead"`,
  );
  if (!row?.isAhead) throw invalid("expiresAt", "Choose a time in the future");
}
