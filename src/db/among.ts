import { type SQL, sql } from "drizzle-orm";

/** The ids of a list as rows with one column, for `IN`. One parameter, however long the list is. */
export function among(ids: string[]): SQL {
  return sql`(SELECT jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
}
