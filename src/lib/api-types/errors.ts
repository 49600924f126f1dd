export type ErrorCode =
  | "VALIDATION"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "ORIGIN_NOT_ALLOWED"
  | "GUEST_LOCKED"
  | "GUEST_EXPIRED"
  | "NOT_FOUND"
  | "CONFLICT"
  | "INVITE_GONE"
  | "TOO_LARGE"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "INTERNAL";

export interface Issue {
  path: string;
  message: string;
}

export interface ErrorBody {
  error: string;
  code: ErrorCode;
  issues?: Issue[];
  /** With the guest codes: why access ended, in the admin's words. */
  reason?: string;
  /** What to do about it, where `error` is a fixed sentence. */
  hint?: string;
}
