import { toAppError } from "@/core/errors";
import { fillWords } from "@/core/messages/fill-words";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

/** How often each node looks for messages without words: one statement that reads an index. */
const PERIOD_MS = 60_000;

/** Makes the words by which old messages are found, now and ever after. A database that is away is logged elsewhere. */
export function startFillingWords(): void {
  void fillWords(() => processWide().phase === "serving")
    .catch((error: unknown) => {
      if (toAppError(error).code === "UNAVAILABLE") return;
      logger().warn({ err: error }, "messages could not be made ready for search");
    })
    .then(() => setTimeout(startFillingWords, PERIOD_MS).unref());
}
