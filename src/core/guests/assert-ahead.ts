import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { invalid } from "../errors";

/**
 * Checks that an end of access, or of a channel, is in the future. It uses the database's clock, to which the end is compared later: a
 * node's own clock may be minutes off.
 * @param path of the field, for the refusal
 * @throws AppError VALIDATION
 */
export async function assertAhead(
  expiresAt: Date | null | undefined,
  path = "expiresAt",
): Promise<void> {
  if (!expiresAt) return;
  const [row] = await rows<{ isAhead: boolean }>(
    sql`SELECT ${expiresAt.toISOString()}::timestamptz > clock_timestamp() AS "isAhead"`,
  );
  if (!row?.isAhead) throw invalid(path, "Choose a time in the future");
}
