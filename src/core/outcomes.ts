import type { ErrorCode } from "@/lib/api-types";
import { processWide } from "@/lib/process-wide";
import { currentAnswer } from "./access/requests";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The error code of each answer that failed. The server counts and logs it when the answer has left. */
    failures?: WeakMap<object, ErrorCode>;
  }
}

function failures(): WeakMap<object, ErrorCode> {
  const slot = processWide();
  slot.failures ??= new WeakMap();
  return slot.failures;
}

/** Records the error code of a failed answer: by default of the answer to the current request. */
export function noteFailure(code: ErrorCode, response = currentAnswer()?.response): void {
  if (response) failures().set(response, code);
}

/** The error code of a failed answer; undefined where it did not fail or no code was recorded. */
export function failureOf(response: object): ErrorCode | undefined {
  return failures().get(response);
}
