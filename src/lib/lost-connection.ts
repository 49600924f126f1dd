import { serializeError } from "./log-errors";
import { logSummed } from "./summed-lines";

/**
 * Logs that something which this node needs is away: at once, and then once a minute with how often. Every connection of
 * a pool notices by itself, and every attempt to come back.
 */
export function logLostConnection(msg: string, error: unknown): void {
  logSummed({ level: "warn", msg, more: { why: whyAway(error) } });
}

/** What began it, in a few words: a code where there is one. */
export function whyAway(error: unknown): string {
  let { message, code, cause } = serializeError(error);
  while (cause) ({ message, code, cause } = cause);
  return typeof code === "string" ? code : (message.split("\n")[0] ?? "");
}
