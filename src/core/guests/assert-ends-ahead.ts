import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { invalid } from "../errors";

interface Ends {
  /** The end of the whole access. */
  expiresAt?: Date | null | undefined;
  /** The ends of single channels. */
  channels?: readonly { expiresAt?: Date | null | undefined }[] | undefined;
}

/**
 * Checks that every end that is wished for is in the future. It uses the database's clock, to which an end is compared
 * later: a node's own clock may be minutes off.
 * @throws AppError VALIDATION that names the first field that is not
 */
export async function assertEndsAhead({ expiresAt, channels = [] }: Ends): Promise<void> {
  const wished = [
    { path: "expiresAt", at: expiresAt },
    ...channels.map((one, n) => ({ path: `channels.${n}.expiresAt`, at: one.expiresAt })),
  ].filter(({ at }) => at);
  if (wished.length === 0) return;
  const [passed] = await rowsOf(
    { path: sql<string>`w.path` },
    (list) => sql`SELECT ${list} FROM ROWS FROM (
        jsonb_to_recordset(${JSON.stringify(wished)}::jsonb) AS (path text, at timestamptz))
        WITH ORDINALITY AS w (path, at, n)
      WHERE w.at <= clock_timestamp() ORDER BY w.n LIMIT 1`,
  );
  if (passed) throw invalid(passed.path, "Choose a time in the future");
}
