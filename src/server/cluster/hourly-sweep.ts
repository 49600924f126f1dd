import { toAppError } from "@/core/errors";
import { sweepFiles } from "@/core/files/discard-files";
import { deleteOldData } from "@/core/retention/clear-away";
import { forgetEndedSessions } from "@/core/retention/forget-sessions";
import { forgetPasswordLinks } from "@/core/sign-in/password-link";
import { logger } from "@/lib/logger";

const PERIOD_MS = 60 * 60 * 1000;
const SOON_MS = 60 * 1000;

/**
 * Clears away files that nobody will read any more, and sessions and links that have ended, now and every hour; and
 * once a day what is older than the settings keep it.
 */
export function startHourlySweep(): void {
  void sweep().then((pauseMs) => setTimeout(startHourlySweep, pauseMs).unref());
}

/** @returns when to come again: a database that is away has others to say so */
async function sweep(): Promise<number> {
  try {
    await forgetEndedSessions();
    await forgetPasswordLinks();
    await sweepFiles();
    await deleteOldData();
    return PERIOD_MS;
  } catch (error) {
    if (toAppError(error).code === "UNAVAILABLE") return SOON_MS;
    logger().warn({ err: error }, "what has ended is not cleared away");
    return PERIOD_MS;
  }
}
