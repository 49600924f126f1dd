import { env } from "@/lib/env";
import { endByTime, endedDaysAgo } from "../access/sessions";
import { deleteInPages } from "./delete-in-pages";

/**
 * Deletes sessions that ended by time, after they were kept as long as the settings say. The push subscriptions of
 * their browsers are deleted with them.
 * @returns how many
 */
export async function forgetEndedSessions(): Promise<number> {
  const { sessionsDays } = env().retain;
  if (sessionsDays > 0) await endByTime();
  return deleteInPages({
    table: "session",
    keys: { id: "text" },
    which: endedDaysAgo(sessionsDays),
  });
}
