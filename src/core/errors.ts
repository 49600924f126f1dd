import type { ErrorBody, ErrorCode, Issue } from "@/lib/api-types";

const STATUS: Record<ErrorCode, number> = {
  VALIDATION: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  ORIGIN_NOT_ALLOWED: 403,
  GUEST_LOCKED: 403,
  GUEST_EXPIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVITE_GONE: 410,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

export interface ErrorDetail {
  issues?: Issue[];
  /** Why a guest's access ended, in the admin's words. */
  reason?: string;
  retryAfterMs?: number;
  /** What the person can do about it, where the public interface fixes the message itself. */
  hint?: string;
  /** The message already says that the change is committed in spite of this error. */
  saysCommitted?: true;
}

const brand = Symbol.for("gatehouse.AppError");

/** A refusal or failure with a code of the public interface and a sentence for people. */
export class AppError extends Error {
  readonly [brand] = true;

  /**
   * The server and Next each load a copy of this class. With this check, one copy recognises the errors of the other.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: ErrorDetail = {},
  ) {
    super(message);
    this.name = "AppError";
  }

  get status(): number {
    return STATUS[this.code];
  }

  /** As the header `Retry-After` says it, in whole seconds. */
  get retryAfterSeconds(): number | undefined {
    const { retryAfterMs } = this.detail;
    return retryAfterMs ? wholeSeconds(retryAfterMs) : undefined;
  }

  toBody(): ErrorBody {
    const { issues, reason, hint } = this.detail;
    return {
      error: this.message,
      code: this.code,
      ...(issues && { issues }),
      ...(reason && { reason }),
      ...(hint && { hint }),
    };
  }
}

/** Rounded up: whoever comes back then is not too early. */
const wholeSeconds = (ms: number) => Math.ceil(ms / 1000);

export const unauthenticated = () => new AppError("UNAUTHENTICATED", "Unauthorized");
export const forbidden = (hint?: string) =>
  new AppError("FORBIDDEN", "Not authorized", hint ? { hint } : {});
export const notFound = (what: string) => new AppError("NOT_FOUND", `${what} not found`);
export const conflict = (message: string) => new AppError("CONFLICT", message);
export const unavailable = (
  message = "Gatehouse cannot reach its database right now. Try again in a moment.",
  detail: ErrorDetail = {},
) => new AppError("UNAVAILABLE", message, { retryAfterMs: 2_000, ...detail });

/** @param message a sentence, to which the wait is added in whole seconds */
export function rateLimited(message: string, retryAfterMs: number): AppError {
  const seconds = wholeSeconds(retryAfterMs);
  const wait = `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  return new AppError("RATE_LIMITED", `${message} ${wait}`, { retryAfterMs });
}

/** The disk is full or the database refuses writes: nothing can be saved, but reading still works. */
export const diskFull = () =>
  unavailable(
    "Nothing can be saved right now: the server's disk is full, or its database takes no changes. Reading goes on.",
  );

export const invalid = (path: string, message: string) =>
  new AppError("VALIDATION", message, { issues: [{ path, message }] });

/** SQLSTATE classes and driver errors that mean "the database is unreachable or busy", not "the request is wrong". */
const UNREACHABLE_SQLSTATE = /^(08|57P0|53|57014|55P03|40P01|40001|XX000)/;
const UNREACHABLE_ERRNO = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);
/** The disk is full (the database's or ours), the quota is used up, or the database is read-only. */
const NO_SPACE = new Set(["53100", "25006", "ENOSPC", "EDQUOT"]);
const UNREACHABLE_MESSAGE =
  /Query read timeout|timeout exceeded when trying to connect|Connection terminated|timeout expired|Client has encountered a connection error|not queryable|Cannot use a pool after calling end|PGlite is clos/i;

/**
 * Turns anything that was thrown into an AppError. An unknown error becomes INTERNAL and keeps its cause for the log.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === "string" && NO_SPACE.has(code)) return diskFull();
    if (
      typeof code === "string" &&
      (UNREACHABLE_SQLSTATE.test(code) || UNREACHABLE_ERRNO.has(code))
    )
      return unavailable();
    if (UNREACHABLE_MESSAGE.test(cause.message)) return unavailable();
  }
  const internal = new AppError("INTERNAL", "Something went wrong on our side. Try again.");
  internal.cause = error;
  return internal;
}

/** The SQLSTATE of an error. It may be on a cause, since drizzle wraps the driver's error. */
export function sqlState(error: unknown): string | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === "string") return code;
  }
  return undefined;
}

export const UNIQUE_VIOLATION = "23505";
export const NOT_NULL_VIOLATION = "23502";
