import type { AuditAction } from "./api-types";

/** What the record can be narrowed down to. */
export const AUDIT_KINDS = ["cuts", "guests", "members", "denied"] as const;

export type AuditKind = (typeof AUDIT_KINDS)[number];

/** The name on record of an invitation that was sent to no address. */
export const LINK_INVITATION = "Invitation by link";

/** By which somebody lost something. */
export const CUT_ACTIONS: readonly AuditAction[] = [
  "guest.locked",
  "guest.expired",
  "guest.removed",
  "member.removed",
  "session.revoked",
];
