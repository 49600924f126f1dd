import { toAppError } from "@/core/errors";
import { sweepFiles } from "@/core/files/discard-files";
import { deleteOldData } from "@/core/retention/clear-away";
import { tellEndingInvites } from "@/core/guests/publish-invite-news";
import { forgetEndedSessions } from "@/core/retention/forget-sessions";
import { forgetPasswordLinks } from "@/core/sign-in/password-link";
import { logger } from "@/lib/logger";

const PERIOD_MS = 60 * 60 * 1000;
const SOON_MS = 60 * 1000;

/**
 * Deletes files that nobody will read any more, and sessions and links that have ended, now and every hour. It also
 * tells those whose invitations are about to end. Once a day it deletes what is older than the settings allow.
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
    await tellEndingInvites();
    await deleteOldData();
    return PERIOD_MS;
  } catch (error) {
    if (toAppError(error).code === "UNAVAILABLE") return SOON_MS;
    logger().warn({ err: error }, "what is due every hour could not be done");
    return PERIOD_MS;
  }
}
