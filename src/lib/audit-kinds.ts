/** Every action in the audit record. The audit page has a description of each. */
export type AuditAction =
  | "guest.invited"
  | "guest.requested"
  | "guest.request_declined"
  | "guest.joined"
  | "guest.changed"
  | "guest.locked"
  | "guest.expired"
  | "guest.unlocked"
  | "guest.removed"
  | "guest.left"
  | "guest.promoted"
  | "guest.viewed"
  | "guest.took_out"
  | "guest.renamed"
  | "guest.picture_changed"
  | "guest.invite_changed"
  | "guest.invite_renewed"
  | "guest.invite_withdrawn"
  | "guest.password_link"
  | "guest.password_reset"
  | "member.invited"
  | "member.joined"
  | "member.changed"
  | "member.removed"
  | "member.left"
  | "member.demoted"
  | "member.renamed"
  | "member.picture_changed"
  | "member.invite_withdrawn"
  | "member.password_link"
  | "member.password_reset"
  | "member.seated"
  | "member.unseated"
  | "member.left_channel"
  | "session.revoked"
  | "workspace.changed"
  | "workspace.record_cleared"
  | "workspace.record_signed"
  | "workspace.exported"
  | "workspace.import_begun"
  | "workspace.imported"
  | "access.denied";

/** The filters of the audit page. */
export const AUDIT_KINDS = ["cuts", "guests", "members", "denied"] as const;

export type AuditKind = (typeof AUDIT_KINDS)[number];

/** The name in the audit record of an invitation that has no e-mail address. */
export const LINK_INVITATION = "Invitation by link";

/** The actions by which somebody lost access. */
export const CUT_ACTIONS: readonly AuditAction[] = [
  "guest.locked",
  "guest.expired",
  "guest.removed",
  "member.removed",
  "session.revoked",
];
