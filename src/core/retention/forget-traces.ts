import { sql } from "drizzle-orm";
import { deleteInPages } from "./delete-in-pages";

/**
 * Deletes what is known of guests' downloads and devices once it is older than the audit record is kept.
 * @returns how many
 */
export async function forgetTraces(days: number): Promise<number> {
  const before = sql`now() - make_interval(days => ${days}::int + 1)`;
  const downloads = await deleteInPages({
    table: "file_download",
    keys: { workspace_id: "text", user_id: "text", file_id: "text", hour: "timestamptz" },
    which: sql`t.at < ${before}`,
  });
  const devices = await deleteInPages({
    table: "guest_device",
    keys: { workspace_id: "text", user_id: "text", address: "text", user_agent: "text" },
    which: sql`t.last_at < ${before}`,
  });
  return downloads + devices;
}
