import type { AuditEvent } from "@/lib/api-types";
import { type AuditAction, type AuditKind, CUT_ACTIONS, LINK_INVITATION } from "@/lib/audit-kinds";
import { describeWorkspaceChange } from "./describe-workspace-change";

/** The headings of the filter. */
export const KINDS = [
  { value: "all", label: "All" },
  { value: "cuts", label: "Access ended" },
  { value: "guests", label: "Guests" },
  { value: "members", label: "Members" },
  { value: "denied", label: "Refused" },
] as const satisfies readonly { value: AuditKind | "all"; label: string }[];

/** Whether the action took access away from somebody. */
export function isCut(action: AuditAction): boolean {
  return CUT_ACTIONS.includes(action);
}

/** The actions by which somebody's time as a guest ended. The guest may not be on the Guests page any more. */
const GUEST_ENDS = new Set<AuditAction>([
  "guest.locked",
  "guest.expired",
  "guest.removed",
  "guest.left",
  "guest.promoted",
]);

/** The guest whose time ended by this event; null for other events. */
export function readEndedGuest({ action, target }: AuditEvent): string | null {
  return GUEST_ENDS.has(action) && target.type === "guest" ? target.id : null;
}

/** The verb of each action. It comes between the actor and the target in the sentence. */
const VERBS: Record<Exclude<AuditAction, "workspace.changed" | "session.revoked">, string> = {
  "guest.invited": "invited a guest",
  "guest.requested": "asked for the guest",
  "guest.request_declined": "declined the request for the guest",
  "guest.joined": "joined as a guest",
  "guest.changed": "changed the access of",
  "guest.locked": "revoked the access of",
  "guest.expired": "access expired",
  "guest.unlocked": "restored the access of",
  "guest.removed": "removed the guest",
  "guest.left": "left the workspace",
  "guest.promoted": "made a member of the guest",
  "guest.viewed": "looked at what is seen by",
  "guest.took_out": "took along what they wrote and shared",
  "guest.renamed": "took the name",
  "guest.picture_changed": "changed their picture",
  "guest.invite_changed": "changed the invitation of",
  "guest.invite_renewed": "made a new link for the invitation of",
  "guest.invite_withdrawn": "withdrew the invitation of",
  "guest.password_link": "made a link for a new password of",
  "guest.password_reset": "set a new password by a link",
  "member.invited": "invited a member",
  "member.joined": "joined as a member",
  "member.changed": "changed the role of",
  "member.removed": "removed the member",
  "member.left": "left the workspace",
  "member.demoted": "made a guest of the member",
  "member.renamed": "took the name",
  "member.picture_changed": "changed their picture",
  "member.invite_withdrawn": "withdrew the invitation of a member",
  "member.password_link": "made a link for a new password of",
  "member.password_reset": "set a new password by a link",
  "member.seated": "added to a channel:",
  "member.unseated": "removed from a channel:",
  "member.left_channel": "left a channel",
  "workspace.record_cleared": "cleared away old events of the record",
  "workspace.record_signed": "signed lines of the record that had no signature",
  "workspace.exported": "exported the workspace",
  "workspace.import_begun": "began to import from Slack",
  "workspace.imported": "imported from Slack",
  "access.denied": "was refused",
};

/** The verbs for invitations by link. Such an invitation has no address, so the sentence does not name a target. */
const BY_LINK: Partial<Record<AuditAction, string>> = {
  "guest.invited": "invited a guest by link",
  "guest.invite_changed": "changed an invitation by link",
  "guest.invite_renewed": "made a new link for an invitation",
  "guest.invite_withdrawn": "withdrew an invitation by link",
  "member.invited": "invited a member by link",
  "member.invite_withdrawn": "withdrew an invitation of a member by link",
};

/** Actions that people take themselves. The sentence names them once, not as actor and again as target. */
const OWN = new Set<AuditAction>([
  "guest.joined",
  "guest.expired",
  "guest.took_out",
  "guest.left",
  "guest.password_reset",
  "guest.picture_changed",
  "member.joined",
  "member.left",
  "member.password_reset",
  "member.picture_changed",
]);

export interface EventWords {
  who: string;
  verb: string;
  whom: string | null;
}

/** An event as a sentence in three parts: who, verb, whom. */
export function describeEvent(event: AuditEvent): EventWords {
  const { actor, action, target } = event;
  const verb = describeVerb(event);
  if (OWN.has(action)) return { who: target.name, verb, whom: null };
  if (action.endsWith(".renamed")) {
    return { who: String(event.data.from), verb, whom: target.name };
  }
  const named =
    target.type !== "workspace" && target.name !== actor?.name && !isLinkInvitation(event);
  return {
    who: actor?.name ?? (event.data.operator === true ? "The operator" : "Gatehouse"),
    verb,
    whom: (named && target.name) || null,
  };
}

function describeVerb(event: AuditEvent): string {
  const { action, data } = event;
  if (action === "workspace.changed") return describeWorkspaceChange(data);
  if (action.endsWith(".picture_changed") && data.picture === null) return "removed their picture";
  if (action === "session.revoked") return describeSessions(event);
  return (isLinkInvitation(event) ? BY_LINK[action] : undefined) ?? VERBS[action] ?? action;
}

/**
 * The verb for ended sessions. Changing the password ends the session in which it was changed too, and starts a new one.
 */
function describeSessions({ actor, target, data }: AuditEvent): string {
  if (target.type === "workspace") return "signed everybody out";
  if (target.type !== "user" || actor === null) return "signed out";
  const count = Number(data.sessions);
  return count > 1 ? `signed out on ${count} devices` : "signed out";
}

function isLinkInvitation({ target }: AuditEvent): boolean {
  return target.type === "invite" && target.name === LINK_INVITATION;
}
