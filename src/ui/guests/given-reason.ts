import type { AuditEvent } from "@/lib/api-types";
import { EXPIRED_REASON, LOCKED_REASON } from "@/lib/lock-reasons";

/**
 * The reason that somebody gave for a cut. Null if the record has only the standard sentence that the guest was shown.
 */
export function readGivenReason({ reason }: AuditEvent["data"]): string | null {
  if (!reason || reason === LOCKED_REASON || reason === EXPIRED_REASON) return null;
  return reason;
}
