import type { Action, AuditEvent } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { formatAbsolute } from "@/ui/primitives/format-time";
import { readGivenTerms } from "./given-terms";

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
  } else if (typeof data.role === "string" && !saysRole({ action, data }))
    details.push(`as ${data.role}`);
  if (typeof data.expiresAt === "string") {
    details.push(`until ${formatAbsolute(new Date(data.expiresAt))}`);
  } else if (data.expiresAt === null) details.push("no end date");
  if (typeof data.accessHours === "number") {
    details.push(`for ${describeHours(data.accessHours)} from joining`);
  }
  if (action === "workspace.record_cleared") {
    details.push(countIn(data.events, "event", "events"));
    details.push(`from before ${formatAbsolute(new Date(String(data.before)))}`);
  }
  if (action === "workspace.record_signed") {
    details.push(`lines ${Number(data.from)} to ${Number(data.to)}`);
  }
  details.push(...describeSponsor(data));
  if (typeof data.alike === "string") details.push(`looks like ${data.alike}`);
  details.push(...describeMail(data), ...describeChannels({ action, data }));
  details.push(...describeImport(data));
  return details;
}

/** Whether the sentence already says as what somebody was invited or joined. */
function saysRole({ action, data }: Pick<AuditEvent, "action" | "data">): boolean {
  return data.role === "guest" || (data.role === "member" && action.startsWith("member."));
}

/** Who answers for a guest now, and who did before. */
function describeSponsor({ sponsor }: AuditEvent["data"]): string[] {
  const { from, to } = (sponsor ?? {}) as Record<"from" | "to", { name?: unknown } | null>;
  if (!from && !to) return [];
  const name = (who: { name?: unknown } | null) =>
    typeof who?.name === "string" ? who.name : "nobody";
  return [`handed over: ${name(from)} → ${name(to)}`];
}

/** How an invitation was sent, and with whose access it was withdrawn. */
function describeMail({ sent, unsent, endedWith }: AuditEvent["data"]): string[] {
  if (sent === true) return ["sent by mail"];
  if (unsent === true) return ["the mail could not be sent"];
  const name = (endedWith as { name?: unknown } | undefined)?.name;
  return typeof name === "string" ? [`with the access of ${name}`] : [];
}

function describeChannels({ action, data }: Pick<AuditEvent, "action" | "data">): string[] {
  return [
    countOf(data.channelIds, ""),
    countOf(data.channelsAdded, " added"),
    countOf(data.channelsRemoved, " taken away"),
    ...countTerms({ action, data }),
    Array.isArray(data.directsRemoved)
      ? countIn(data.directsRemoved.length, "direct conversation", "direct conversations")
      : "",
  ].filter((words) => words !== "");
}

/** How many channels are given with limits, and of how many that the guest had already the limits are gone. */
function countTerms({ action, data }: Pick<AuditEvent, "action" | "data">): string[] {
  const terms = readGivenTerms(data);
  const added = Array.isArray(data.channelsAdded) ? data.channelsAdded : [];
  const joining = terms.filter(({ history }) => history === "joining");
  const later = terms.filter(({ historyFrom }) => historyFrom);
  const ending = terms.filter(({ expiresAt }) => expiresAt);
  const whole = terms.filter(
    ({ id, historyFrom, expiresAt }) => !historyFrom && !expiresAt && !added.includes(id),
  );
  return [
    countOf(joining, " only from joining on"),
    countOf(later, " only from a time on"),
    countOf(ending, ending.length === 1 ? " with its own end" : " with their own ends"),
    action === "guest.changed" ? countOf(whole, " without limits") : "",
  ];
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
