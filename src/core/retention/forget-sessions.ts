import { env } from "@/lib/env";
import { endByTime, endedDaysAgo } from "../access/sessions";
import { clearPages } from "./clear-pages";

/**
 * Forgets sessions that have ended by time, so long ago as they are kept, and with them where their browsers take pushes.
 * @returns how many
 */
export async function forgetEndedSessions(): Promise<number> {
  const { sessionsDays } = env().retain;
  if (sessionsDays > 0) await endByTime();
  return clearPages({ table: "session", keys: { id: "text" }, which: endedDaysAgo(sessionsDays) });
}
