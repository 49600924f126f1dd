import { serializeError } from "./log-errors";
import { logSummed } from "./summed-lines";

/**
 * Logs that the connection to a service which this node needs is lost: the first time at once, later once a minute with
 * the count. Every connection of a pool reports the loss, and so does every attempt to reconnect.
 */
export function logLostConnection(msg: string, error: unknown): void {
  logSummed({ level: "warn", msg, more: { why: describeRootCause(error) } });
}

/** The innermost cause of an error in a few words: its code, or else the first line of its message. */
export function describeRootCause(error: unknown): string {
  let { message, code, cause } = serializeError(error);
  while (cause) ({ message, code, cause } = cause);
  return typeof code === "string" ? code : (message.split("\n")[0] ?? "");
}
