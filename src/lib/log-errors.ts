import { hideTelltales } from "./hide-secrets";

/** An error as the log has it. */
export interface LoggedError {
  type: string;
  message: string;
  stack: string;
  cause?: LoggedError;
  [field: string]: unknown;
}

/**
 * What libraries add to their errors and what may be written of it: names and numbers. Everything else may hold what
 * a request or a row did: Postgres' `detail` is the whole row that failed, ioredis' `command` a password.
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

/** A chain of causes that is longer, or a circle, ends here. */
const MAX_CAUSES = 5;

/** Turns anything that was thrown into what may be written of it. */
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

/** drizzle names the values of a failed statement. */
function cleanMessage(error: Error): string {
  const withoutValues = error.message.replace(/\nparams: [^]*$/, "\nparams: [hidden]");
  return hideTelltales(hideQuoted(error, withoutValues));
}

/**
 * Postgres quotes the names of its things, and in a data exception the value that is no number or no time. Others
 * quote what they were sent.
 */
function hideQuoted(error: Error, message: string): string {
  const { code, severity } = error as { code?: unknown; severity?: unknown };
  if (severity === undefined) return message.replace(/"[^"\s]{16,}"/g, '"[hidden]"');
  const isData = typeof code === "string" && /^22...$/.test(code);
  return isData ? message.replace(/"[^]*"/, '"[hidden]"') : message;
}

/** Where it was thrown, without the message, which stands above the frames. */
function framesOf({ stack = "", message }: Error): string {
  const at = message === "" ? -1 : stack.indexOf(message);
  const rest = at < 0 ? stack : stack.slice(at + message.length);
  return rest
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
