import { stripVTControlCharacters } from "node:util";
import { toAppError } from "@/core/errors";
import { hideSecretPatterns } from "@/lib/hide-secrets";
import { describeRootCause } from "@/lib/lost-connection";
import { logSummed } from "@/lib/summed-lines";

const METHODS = ["debug", "log", "info", "warn", "error"] as const;

/** Longer ones say the same in a stack. */
const MAX_CHARS = 300;

/**
 * Takes what libraries write on the console into the log. Next and better-auth print an error there with all that
 * is in it: the values of the statement that failed, a session's token among them.
 */
export function captureConsole(): void {
  for (const method of METHODS) {
    console[method] = (...said: unknown[]) => note(method === "error", said);
  }
  process.stdout.write = takeWritten;
}

/** What goes past the console. The log writes on the descriptor, so nothing of it comes here. */
function takeWritten(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
  note(false, [typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()]);
  const done = rest.find((one): one is () => void => typeof one === "function");
  if (done) process.nextTick(done);
  return true;
}

/**
 * A fault is what was thrown, and is no matter of something that is away, which is said elsewhere. What is only said
 * is mostly about what a client sent.
 */
function note(isError: boolean, said: unknown[]): void {
  const err = said.find((part) => part instanceof Error);
  const code = err && toAppError(err).code;
  const isFault = isError && code === "INTERNAL";
  logSummed({
    level: isFault ? "error" : "info",
    msg: err ? "a library failed" : "a library said",
    who: { words: wordsOf(said), ...(err && { type: err.name }) },
    more: code === "UNAVAILABLE" ? { why: describeRootCause(err) } : { err },
  });
}

/**
 * Sentences alone: an object may hold a request, and what stands in quotes may be what somebody sent. Without
 * colours, times and numbers, which would make each a kind of its own.
 */
function wordsOf(said: unknown[]): string {
  const words = stripVTControlCharacters(said.filter((part) => typeof part === "string").join(" "));
  const [first = ""] = words.trim().split("\n");
  const bare = first.replace(/"[^"]*"/g, '"…"').replace(/\d[\d:.TZ-]*/g, "#");
  return hideSecretPatterns(bare).slice(0, MAX_CHARS);
}
