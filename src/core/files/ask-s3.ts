import { setTimeout as pause } from "node:timers/promises";
import { logger } from "@/lib/logger";
import { type AppError, unavailable } from "../errors";
import { type Silence, watchSilence } from "./silence";

type Action = "put" | "head" | "get" | "delete";

/** What an error of the SDK may carry. Never logged whole: S3 repeats key ids and signatures in its refusals. */
interface Failure {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

const TRIES = 2;
const PAUSE_MS = 200;

/**
 * Asks S3, twice where that may help. Tries are counted here and not by the SDK, which does not repeat a
 * request whose body is a stream.
 * @throws AppError UNAVAILABLE, whatever the reason: to who waits for a file, a wrong key is no other thing
 */
export async function askS3<T>(
  action: Action,
  fileId: string,
  ask: (silence: Silence) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    const silence = watchSilence();
    try {
      return await ask(silence);
    } catch (error) {
      const reason: unknown = silence.signal.aborted ? silence.signal.reason : error;
      if (tried === TRIES || isRefusal(reason)) throw tellFailure(action, fileId, reason);
      await pause(PAUSE_MS);
    } finally {
      silence.rest();
    }
  }
}

/** Logs a failure for the operator. @returns what the person is told */
export function tellFailure(action: Action, fileId: string, error: unknown): AppError {
  const { name, message, code } = error as Failure;
  const reason = { name, message, code, status: statusOf(error) };
  logger().warn({ action, fileId, reason }, "S3 did not answer as it should");
  return unavailable("The store of files cannot be reached right now. Try again in a moment.");
}

export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** The same request would be refused again. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function statusOf(error: unknown): number | undefined {
  return (error as Failure).$metadata?.httpStatusCode;
}
