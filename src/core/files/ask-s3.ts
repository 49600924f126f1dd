import { setTimeout as pause } from "node:timers/promises";
import { logger } from "@/lib/logger";
import { type AppError, unavailable } from "../errors";
import { type IdleTimeout, startIdleTimeout } from "./idle-timeout";

type Action = "put" | "head" | "get" | "delete";

/**
 * The fields of an SDK error that are used. Never log the whole error: S3 repeats key ids and signatures in its
 * refusals.
 */
interface Failure {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

const MAX_TRIES = 2;
const RETRY_DELAY_MS = 200;

/**
 * Sends a request to S3, and tries once more where that may help. The tries are counted here and not by the SDK,
 * because the SDK does not repeat a request whose body is a stream.
 * @throws AppError UNAVAILABLE, whatever the reason: a wrong key and an outage are the same to somebody who waits for a
 *   file
 */
export async function askS3<T>(
  action: Action,
  fileId: string,
  ask: (timeout: IdleTimeout) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    const timeout = startIdleTimeout();
    try {
      return await ask(timeout);
    } catch (error) {
      const reason: unknown = timeout.signal.aborted ? timeout.signal.reason : error;
      if (tried === MAX_TRIES || isRefusal(reason)) throw logFailure(action, fileId, reason);
      await pause(RETRY_DELAY_MS);
    } finally {
      timeout.stop();
    }
  }
}

/**
 * Logs a failure for the operator.
 * @returns the error for the person
 */
export function logFailure(action: Action, fileId: string, error: unknown): AppError {
  const { name, message, code } = error as Failure;
  const reason = { name, message, code, status: statusOf(error) };
  logger().warn({ action, fileId, reason }, "S3 did not answer as it should");
  return unavailable("The store of files cannot be reached right now. Try again in a moment.");
}

export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Whether S3 refused the request and would refuse it again. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function statusOf(error: unknown): number | undefined {
  return (error as Failure).$metadata?.httpStatusCode;
}
