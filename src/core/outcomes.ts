import type { ErrorCode } from "@/lib/api-types";
import { processWide } from "@/lib/process-wide";
import { currentAnswer } from "./access/requests";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The codes of the answers that are failures, for whoever counts and logs them when they have left. */
    failures?: WeakMap<object, ErrorCode>;
  }
}

function failures(): WeakMap<object, ErrorCode> {
  const slot = processWide();
  slot.failures ??= new WeakMap();
  return slot.failures;
}

/** Notes with which code an answer fails: the one to the current request, unless another is named. */
export function noteFailure(code: ErrorCode, response = currentAnswer()?.response): void {
  if (response) failures().set(response, code);
}

/** The code with which an answer failed; undefined where it did not, or nobody noted it. */
export function failureOf(response: object): ErrorCode | undefined {
  return failures().get(response);
}
