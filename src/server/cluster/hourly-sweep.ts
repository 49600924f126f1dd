import { toAppError } from "@/core/errors";
import { sweepFiles } from "@/core/files/discard-files";
import { deleteOldData } from "@/core/retention/clear-away";
import { forgetEndedSessions } from "@/core/retention/forget-sessions";
import { forgetPasswordLinks } from "@/core/sign-in/password-link";
import { logger } from "@/lib/logger";

const PERIOD_MS = 60 * 60 * 1000;
const SOON_MS = 60 * 1000;

/**
 * Deletes files that nobody will read any more, and sessions and links that have ended, now and every hour. Once a day
 * it also deletes what is older than the settings allow.
 */
export function startHourlySweep(): void {
  void sweep().then((pauseMs) => setTimeout(startHourlySweep, pauseMs).unref());
}

/** @returns how long to wait before the next run, in milliseconds. A database that is away is logged elsewhere */
async function sweep(): Promise<number> {
  try {
    await forgetEndedSessions();
    await forgetPasswordLinks();
    await sweepFiles();
    await deleteOldData();
    return PERIOD_MS;
  } catch (error) {
    if (toAppError(error).code === "UNAVAILABLE") return SOON_MS;
    logger().warn({ err: error }, "ended sessions, links and files could not be deleted");
    return PERIOD_MS;
  }
}
