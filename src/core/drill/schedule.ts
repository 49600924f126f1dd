import { sql } from "drizzle-orm";
import { rows } from "@/db/client";

/**
 * Whether the next drill of the schedule is due, which is so at once where there was none. The statement that finds it
 * due also sets the time of the following one, so of several nodes only one gets `true`, and a restart loses nothing.
 */
export async function takeDueDrill(everyHours: number): Promise<boolean> {
  const taken =
    await rows(sql`INSERT INTO drill_due AS known (id, at) VALUES ('due', ${later(everyHours)})
    ON CONFLICT (id) DO UPDATE SET at = ${later(everyHours)} WHERE known.at <= clock_timestamp()
    RETURNING 1`);
  return taken.length > 0;
}

/** Where the schedule is closer than it was, the next drill is not left to the former one. */
export async function bringForward(everyHours: number): Promise<void> {
  await rows(sql`UPDATE drill_due SET at = ${later(everyHours)}
    WHERE id = 'due' AND at > ${later(everyHours)} RETURNING 1`);
}

const later = (hours: number) =>
  sql`(clock_timestamp() + make_interval(secs => ${hours * 3600}::float8))`;
