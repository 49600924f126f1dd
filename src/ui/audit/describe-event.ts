import type { Action, AuditEvent } from "@/lib/api-types";
import { type AuditAction, type AuditKind, CUT_ACTIONS, LINK_INVITATION } from "@/lib/audit-kinds";
import { formatAbsolute } from "@/ui/primitives/format-time";
import { describeWorkspaceChange } from "./describe-workspace-change";

/** The headings of the filter. */
export const KINDS = [
  { value: "all", label: "All" },
  { value: "cuts", label: "Cut off" },
  { value: "guests", label: "Guests" },
  { value: "members", label: "Members" },
  { value: "denied", label: "Refused" },
] as const satisfies readonly { value: AuditKind | "all"; label: string }[];

/** Whether the action took access away from somebody. */
export function isCut(action: AuditAction): boolean {
  return CUT_ACTIONS.includes(action);
}

/** The verb of each action. It comes between the actor and the target in the sentence. */
const VERBS: Record<Exclude<AuditAction, "workspace.changed" | "session.revoked">, string> = {
  "guest.invited": "invited a guest",
  "guest.requested": "asked for the guest",
  "guest.request_declined": "declined the request for the guest",
  "guest.joined": "joined as a guest",
  "guest.changed": "changed the access of",
  "guest.locked": "cut off",
  "guest.expired": "reached the end of access",
  "guest.unlocked": "restored",
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

/** What somebody tried to do, as the words after "tried to". Every action of the policy has an entry here. */
const ATTEMPTS = {
  "workspace.create": "make a workspace",
  "origins.read": "see refused origins",
  "workspace.change": "change the settings of the workspace",
  "channel.create": "make a channel",
  "channel.join": "join a channel",
  "channel.change": "change a channel",
  "channel.archive": "archive a channel",
  "channel.addPerson": "add somebody to a channel",
  "channel.removePerson": "remove somebody from a channel",
  "message.send": "send a message",
  "message.mentionAll": "mention everybody",
  "message.pin": "pin a message",
  "message.moderate": "moderate messages",
  "people.all": "see everybody in the workspace",
  "guest.ask": "ask for a guest",
  "guest.manage": "manage guests",
  "ownAccess.read": "see the access of a guest as their own",
  "ownAccess.takeOut": "take along what a guest wrote",
  "member.invite": "invite a member",
  "member.manage": "manage members",
  "workspace.export": "export the workspace",
  "workspace.signOut": "sign everybody out",
  "workspace.import": "import from Slack",
  "audit.read": "read the audit log",
} satisfies Record<Action, string>;

/** Names that actions had in earlier versions. Old records still contain them. */
const FORMER_ATTEMPTS = {
  "channel.seat": ATTEMPTS["channel.addPerson"],
  "channel.unseat": ATTEMPTS["channel.removePerson"],
};
const ALL_ATTEMPTS: Record<string, string> = { ...ATTEMPTS, ...FORMER_ATTEMPTS };

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
  if (target.type !== "user" || actor === null) return "ended all sessions of";
  const count = Number(data.sessions);
  return count > 1 ? `ended ${count} sessions of their own` : "ended a session of their own";
}

function isLinkInvitation({ target }: AuditEvent): boolean {
  return target.type === "invite" && target.name === LINK_INVITATION;
}

/** Further details of the record as short phrases: times, counts, roles. */
export function describeDetails({ action, data }: AuditEvent): string[] {
  const details: string[] = [];
  if (data.operator === true) details.push("from the command line");
  if (data.elsewhere === true) details.push("by somebody of another workspace");
  if (typeof data.attempted === "string") {
    details.push(`tried to ${ALL_ATTEMPTS[data.attempted] ?? data.attempted}`);
  }
  if (typeof data.email === "string") details.push(data.email);
  if (typeof data.from === "string" && typeof data.to === "string") {
    // For a rename the sentence already contains both names.
    if (!action.endsWith(".renamed")) details.push(`${data.from} → ${data.to}`);
  } else if (typeof data.role === "string" && data.role !== "guest")
    details.push(`as ${data.role}`);
  if (typeof data.expiresAt === "string") {
    details.push(`until ${formatAbsolute(new Date(data.expiresAt))}`);
  } else if (data.expiresAt === null) details.push("no end date");
  if (action === "workspace.record_cleared") {
    details.push(countIn(data.events, "event", "events"));
    details.push(`from before ${formatAbsolute(new Date(String(data.before)))}`);
  }
  if (action === "workspace.record_signed") {
    details.push(`lines ${Number(data.from)} to ${Number(data.to)}`);
  }
  details.push(...describeSponsor(data));
  if (typeof data.alike === "string") details.push(`looks like ${data.alike}`);
  details.push(...describeMail(data), ...describeChannels(data), ...describeImport(data));
  return details;
}

/** Who answers for a guest now, and who did before. */
function describeSponsor({ sponsor }: AuditEvent["data"]): string[] {
  const { from, to } = (sponsor ?? {}) as Record<"from" | "to", { name?: unknown } | null>;
  if (!from && !to) return [];
  const name = (who: { name?: unknown } | null) =>
    typeof who?.name === "string" ? who.name : "nobody";
  return [`sponsor ${name(from)} → ${name(to)}`];
}

/** How an invitation was sent, and with whose access it was withdrawn. */
function describeMail({ sent, unsent, endedWith }: AuditEvent["data"]): string[] {
  if (sent === true) return ["sent by mail"];
  if (unsent === true) return ["the mail could not be sent"];
  const name = (endedWith as { name?: unknown } | undefined)?.name;
  return typeof name === "string" ? [`with the access of ${name}`] : [];
}

function describeChannels(data: AuditEvent["data"]): string[] {
  return [
    countOf(data.channelIds, ""),
    countOf(data.channelsAdded, " added"),
    countOf(data.channelsRemoved, " taken away"),
    countOf(data.terms, " with terms"),
    Array.isArray(data.directsRemoved)
      ? countIn(data.directsRemoved.length, "direct conversation", "direct conversations")
      : "",
  ].filter((words) => words !== "");
}

function describeImport(data: AuditEvent["data"]): string[] {
  // The end of an import is an event of its own. The event for its start has no counts.
  if (data.source !== "slack" || data.complete === undefined) return [];
  const counts = [
    countIn(data.channels, "channel", "channels"),
    countIn(data.messages, "message", "messages"),
    countIn(data.people, "person without an account", "people without an account"),
  ].filter((words) => words !== "");
  if (data.complete === false) return [...counts, "broke off"];
  return counts.length === 0 ? ["nothing new"] : counts;
}

function countIn(count: unknown, one: string, many: string): string {
  const number = Number(count);
  if (number === 0) return "";
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function countOf(list: unknown, what: string): string {
  if (!Array.isArray(list) || list.length === 0) return "";
  return `${list.length} ${list.length === 1 ? "channel" : "channels"}${what}`;
}
