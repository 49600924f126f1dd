import { stripVTControlCharacters } from "node:util";
import { toAppError } from "@/core/errors";
import { hideSecretPatterns } from "@/lib/hide-secrets";
import { describeRootCause } from "@/lib/lost-connection";
import { logSummed } from "@/lib/summed-lines";

const METHODS = ["debug", "log", "info", "warn", "error"] as const;

/** Longer texts repeat what a stack says. */
const MAX_CHARS = 300;

/**
 * Takes what libraries write to the console into the log. Next and better-auth print an error there with everything in
 * it: also the values of the failed statement, such as a session's token.
 */
export function captureConsole(): void {
  for (const method of METHODS) {
    console[method] = (...said: unknown[]) => note(method === "error", said);
  }
  process.stdout.write = takeWritten;
}

/** Takes what is written past the console. Our log writes to the file descriptor, so none of its lines come here. */
function takeWritten(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
  note(false, [typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()]);
  const done = rest.find((one): one is () => void => typeof one === "function");
  if (done) process.nextTick(done);
  return true;
}

/**
 * Logs it as an error only if an unexpected error was thrown. That the database or Redis is away is logged elsewhere.
 * Texts without an error are mostly about what a client sent.
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
 * Only plain sentences: an object may hold a request, and quotes may contain what somebody sent. Colours, times and
 * numbers are removed, since lines that differ only in those are counted together.
 */
function wordsOf(said: unknown[]): string {
  const words = stripVTControlCharacters(said.filter((part) => typeof part === "string").join(" "));
  const [first = ""] = words.trim().split("\n");
  const bare = first.replace(/"[^"]*"/g, '"…"').replace(/\d[\d:.TZ-]*/g, "#");
  return hideSecretPatterns(bare).slice(0, MAX_CHARS);
}
