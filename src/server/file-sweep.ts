import { toAppError } from "@/core/errors";
import { sweepFiles } from "@/core/files/discard-files";
import { logger } from "@/lib/logger";

const PERIOD_MS = 60 * 60 * 1000;
const SOON_MS = 60 * 1000;

/** Clears away what nobody will read any more, now and every hour. */
export function startFileSweep(): void {
  void sweep().then((pauseMs) => setTimeout(startFileSweep, pauseMs).unref());
}

/** @returns when to come again: a database that is away has others to say so */
async function sweep(): Promise<number> {
  try {
    await sweepFiles();
    return PERIOD_MS;
  } catch (error) {
    if (toAppError(error).code === "UNAVAILABLE") return SOON_MS;
    logger().warn({ err: error }, "files not swept");
    return PERIOD_MS;
  }
}
