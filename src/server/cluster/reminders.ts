import { toAppError } from "@/core/errors";
import { sendReminders } from "@/core/guests/send-reminders";
import { logger } from "@/lib/logger";

/** How often each node looks for reminders that are due: one statement that reads an index. */
const PERIOD_MS = 20_000;

/** Reminds guests and their sponsors of ends that are near, now and ever after. A database that is away is logged elsewhere. */
export function startReminders(): void {
  void sendReminders()
    .catch((error: unknown) => {
      if (toAppError(error).code === "UNAVAILABLE") return;
      logger().warn({ err: error }, "reminders could not be sent");
    })
    .then(() => setTimeout(startReminders, PERIOD_MS).unref());
}
