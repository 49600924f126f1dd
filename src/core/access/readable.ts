import { type SQL, sql } from "drizzle-orm";

/**
 * The condition that a message of channel `c` may be read by somebody who can see the channel: whoever was away
 * from a direct conversation does not read what was said meanwhile. It stands beside `visible` wherever messages
 * are read, counted or changed.
 * @param message the alias of its row
 */
export function readable(userId: string | SQL, message: SQL = sql`m`): SQL {
  return sql`(c.absences IS NULL OR NOT EXISTS (
    SELECT 1 FROM ${awayFrom(sql`c.absences`, sql`${message}.seq`)} AND a."userId" = ${userId}))`;
}

/** The ids of those who may not read what stands in this place of a channel with these absences, as JSON. */
export function hiddenFrom(absences: SQL, seq: SQL): SQL {
  return sql`coalesce((SELECT json_agg(a."userId") FROM ${awayFrom(absences, seq)}), '[]'::json)`;
}

function awayFrom(absences: SQL, seq: SQL): SQL {
  return sql`jsonb_to_recordset(${absences}) AS a ("userId" text, "after" int, "until" int)
    WHERE ${seq} > a."after" AND (a."until" IS NULL OR ${seq} <= a."until")`;
}
