import { hideSecretPatterns } from "./hide-secrets";

/** An error as it is written to the log. */
export interface LoggedError {
  type: string;
  message: string;
  stack: string;
  cause?: LoggedError;
  [field: string]: unknown;
}

/**
 * The fields of libraries' errors that may be logged: names and numbers. Every other field may contain data of a
 * request or a row: Postgres's `detail` is the whole row that failed, ioredis's `command` may be a password.
 */
const FIELDS = [
  "code",
  "errno",
  "syscall",
  "address",
  "port",
  "severity",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
  "responseCode",
  "statusCode",
  "digest",
] as const;

/** A longer chain of causes is cut here, and so is a circle of causes. */
const MAX_CAUSES = 5;

/** Turns anything that was thrown into an object without secrets, for the log. */
export function serializeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error", stack: "" };
  const message = cleanMessage(error);
  const fields = error as unknown as Record<string, unknown>;
  const kept = FIELDS.filter((name) => isPlain(fields[name])).map((name) => [name, fields[name]]);
  return {
    type: error.name === "Error" ? error.constructor.name : error.name,
    message,
    ...Object.fromEntries(kept),
    stack: `${error.name}: ${message}\n${framesOf(error)}`,
    ...(error.cause instanceof Error &&
      depth < MAX_CAUSES && { cause: serializeError(error.cause, depth + 1) }),
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.length <= 200);
}

/** drizzle puts the parameter values of a failed statement into its message. */
function cleanMessage(error: Error): string {
  const withoutValues = error.message.replace(/\nparams: [^]*$/, "\nparams: [hidden]");
  return hideSecretPatterns(hideQuoted(error, withoutValues));
}

/**
 * Postgres quotes names of tables and columns, which may be logged. In a data exception (22xxx) it quotes the value
 * that is not a number or a time. Other libraries quote what a client has sent.
 */
function hideQuoted(error: Error, message: string): string {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  if (severity === undefined) return message.replace(/"[^"\s]{16,}"/g, '"[hidden]"');
  const isData = typeof code === "string" && /^22...$/.test(code);
  return isData ? message.replace(/"[^]*"/, '"[hidden]"') : message;
}

/** The stack frames, without the message that comes before them. */
function framesOf({ stack = "", message }: Error): string {
  const at = message === "" ? -1 : stack.indexOf(message);
  const rest = at < 0 ? stack : stack.slice(at + message.length);
  return rest
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
