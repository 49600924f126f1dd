import { randomUUID } from "node:crypto";
import { ROLES, type Role } from "./cast";

/**
 * What each role is answered, in the order of `ROLES`: a status, the code of a refusal by its letter, or `-` where it
 * is not asked.
 */
const LETTERS: Readonly<Record<string, string>> = {
  U: "UNAUTHENTICATED",
  F: "FORBIDDEN",
  L: "GUEST_LOCKED",
  N: "NOT_FOUND",
  V: "VALIDATION",
  C: "CONFLICT",
  G: "INVITE_GONE",
  /** In better-auth's own words. */
  A: "UNAUTHORIZED",
};

export type Expected = Partial<Record<Role, string | number>>;

/** @throws Error for a letter that stands for nothing, or a role without an answer */
export function readAnswers(answers: string): Expected {
  const words = answers.split(/\s+/);
  if (words.length !== ROLES.length) throw new Error(`${words.length} answers: ${answers}`);
  const read = ROLES.map((role, n) => [role, readAnswer(words[n] ?? "")] as const);
  return Object.fromEntries(read.filter(([, answer]) => answer !== null));
}

function readAnswer(word: string): string | number | null {
  if (word === "-") return null;
  if (/^\d+$/.test(word)) return Number(word);
  const code = LETTERS[word];
  if (code === undefined) throw new Error(`no answer is called ${word}`);
  return code;
}

export type HttpRow = [request: string, answers: string, body?: unknown];

const newChannel = { name: "general", visibility: "public" };
const guestWish = { workspace: "acme", channelIds: ["SHARED"] };
const guestRequest = { email: "ina@client.test", channelIds: ["GENERAL"] };
const handOver = { workspace: "acme", match: { ids: ["TARGET"] }, to: "PERSON" };
const restoreTarget = { workspace: "acme", action: "restore", match: { ids: ["TARGET"] } };
const account = { name: "Nina New", email: "nina@acme.test", password: "correct horse battery" };
const subscription = { endpoint: "https://push.example/none", keys: {} };

/** Every method of every route. A change that a row asks for is one that leaves things as they are. */
export const HTTP_ROWS: HttpRow[] = [
  //                                                owner admin member guest outside locked stranger nobody
  ["GET /api/health", "200 200 200 200 200 200 200 200"],
  ["GET /api/ready", "200 200 200 200 200 200 200 200"],
  ["GET /api/metrics", "F F F F F F F F"],
  ["GET /.well-known/gatehouse.json", "200 200 200 200 200 200 200 200"],
  ["GET /api/none", "N N N N N N N N"],
  ["POST /api/none", "N N N N N N N N"],
  ["PUT /api/none", "N N N N N N N N"],
  ["PATCH /api/none", "N N N N N N N N"],
  ["DELETE /api/none", "N N N N N N N N"],

  ["POST /api/setup", "C C C C C C C C", {}],
  ["POST /api/invites/none/accept", "N N N N N N N V", {}],
  ["POST /api/invites/none/accept", "C C C C C C C N", account],
  ["POST /api/auth/request-password-reset", "N N N N N N N N", { email: "nina@acme.test" }],
  [
    "POST /api/auth/reset-password",
    "G G G G G G G G",
    { token: "none", newPassword: "a long one" },
  ],
  ["GET /api/auth/get-session", "200 200 200 200 200 200 200 200"],
  ["GET /api/auth/list-sessions", "200 200 200 200 200 200 200 A"],
  ["GET /api/auth/organization/list-members", "N N N N N N N N"],
  ["POST /api/auth/sign-up/email", "F F F F F F F F", account],
  ["POST /api/auth/update-user", "V V V V V V V A", { role: "owner" }],
  ["PUT /api/auth/none", "N N N N N N N N", {}],
  ["PATCH /api/auth/none", "N N N N N N N N", {}],
  ["DELETE /api/auth/none", "N N N N N N N N"],

  ["GET /api/me/notifications", "200 200 200 200 200 200 200 U"],
  ["PATCH /api/me/notifications", "200 200 200 200 200 200 200 U", { notifyFor: "mentions" }],
  ["GET /api/me/picture", "N N N N N N N U"],
  ["PUT /api/me/picture", "V V V V V F V U", "no picture"],
  ["DELETE /api/me/picture", "200 200 200 200 200 200 200 U"],
  ["PUT /api/me/push", "V V V V V V V U", subscription],
  ["DELETE /api/me/push", "200 200 200 200 200 200 200 U", { endpoint: "https://push.example/no" }],

  ["GET /api/workspaces", "200 200 200 200 200 200 200 U"],
  ["POST /api/workspaces", "C F F F F F F U", { name: "X", slug: "acme" }],
  ["GET /api/workspaces/acme", "200 200 F F F L N U"],
  ["PATCH /api/workspaces/acme", "200 200 F F F L N U", { name: "Acme" }],
  ["PUT /api/workspaces/acme/icon", "V V F F F L N U", "no picture"],
  ["DELETE /api/workspaces/acme/icon", "200 200 F F F L N U"],
  ["GET /api/workspaces/acme/pictures/none", "N N N N N L N U"],
  ["GET /api/workspaces/acme/channels", "200 200 200 200 200 L N U"],
  ["POST /api/workspaces/acme/channels", "C C C F F L N U", newChannel],
  ["GET /api/workspaces/acme/people", "200 200 200 200 200 L N U"],
  ["GET /api/workspaces/acme/people/none", "200 200 200 200 200 L N U"],
  ["GET /api/workspaces/acme/access", "F F F 200 200 L N U"],
  ["GET /api/workspaces/acme/direct", "200 200 200 200 200 L N U"],
  ["POST /api/workspaces/acme/direct", "201 201 201 N N L N U", { userIds: ["PERSON"] }],
  ["GET /api/workspaces/acme/search?q=answer", "200 200 200 200 200 L N U"],
  ["GET /api/workspaces/acme/threads", "200 200 200 200 200 L N U"],
  ["POST /api/workspaces/acme/read", "200 200 200 200 200 L N U"],
  ["GET /api/workspaces/acme/takeout", "F F F 200 200 L N U"],
  ["GET /api/workspaces/acme/export", "200 F F F F L N U"],
  ["POST /api/workspaces/acme/import", "V F F F F L N U", "no archive"],
  ["POST /api/workspaces/acme/invites", "201 201 F F F L N U", { role: "member" }],
  ["GET /api/workspaces/acme/guest-requests", "200 200 200 F F L N U"],
  ["POST /api/workspaces/acme/guest-requests", "201 201 201 F F L N U", guestRequest],
  ["POST /api/workspaces/acme/leave", "C - - - - L N U"],
  ["POST /api/workspaces/acme/sign-out", "- F F F F L N U"],
  ["GET /api/workspaces/acme/members", "200 200 F F F L N U"],
  ["PATCH /api/workspaces/acme/members/VICTIM", "200 200 F F F L N U", { role: "member" }],
  ["PATCH /api/workspaces/acme/members/VICTIM", "- F F F F L N U", { role: "owner" }],
  ["DELETE /api/workspaces/acme/members/none", "N N F F F L N U"],
  ["POST /api/workspaces/acme/members/none/demote", "N N F F F L N U", { channelIds: ["SHARED"] }],
  ["POST /api/workspaces/acme/members/none/sign-out", "N N F F F L N U"],
  ["POST /api/workspaces/acme/members/VICTIM/sign-out", "200 200 F F F L N U"],
  ["POST /api/workspaces/acme/members/VICTIM/password-link", "201 201 F F F L N U"],

  ["PATCH /api/channels/SHARED", "200 200 200 F N L N U", { topic: "Plans" }],
  ["PATCH /api/channels/CLOSED", "200 200 F N N N N U", { archived: false }],
  ["PATCH /api/channels/SECRET", "200 N N N N N N U", { topic: "Plans" }],
  ["GET /api/channels/SHARED/messages", "200 200 200 200 N L N U"],
  ["GET /api/channels/GENERAL/messages", "200 200 200 N N N N U"],
  ["GET /api/channels/SECRET/messages", "200 N N N N N N U"],
  ["POST /api/channels/SHARED/messages", "201 201 201 201 N L N U", { body: "x" }],
  ["POST /api/channels/SECRET/messages", "201 N N N N N N U", { body: "x" }],
  ["GET /api/channels/SHARED/people", "200 200 200 200 N L N U"],
  ["GET /api/channels/SECRET/people", "200 N N N N N N U"],
  ["POST /api/channels/SHARED/people", "201 201 201 F N L N U", { userId: "PERSON" }],
  ["POST /api/channels/SECRET/people", "N N N N N N N U", { userId: "none" }],
  ["DELETE /api/channels/SHARED/people/none", "N N F F N L N U"],
  ["GET /api/channels/SHARED/pins", "200 200 200 200 N L N U"],
  ["GET /api/channels/SECRET/pins", "200 N N N N N N U"],
  ["POST /api/channels/SHARED/join", "200 200 200 F N L N U"],
  ["POST /api/channels/SECRET/join", "200 N N N N N N U"],
  ["PATCH /api/channels/SHARED/membership", "200 200 200 200 N L N U", { muted: false }],
  ["POST /api/channels/SHARED/files?name=x.txt", "201 201 201 201 N L N U", "x"],
  ["POST /api/channels/SECRET/files?name=x.txt", "201 N N N N N N U", "x"],
  ["GET /api/files/FILE", "200 200 200 200 N L N U"],
  ["GET /api/messages/PARENT/thread", "200 200 200 200 N L N U"],
  ["GET /api/messages/HIDDEN/thread", "200 N N N N N N U"],
  ["PATCH /api/messages/PARENT/thread", "200 200 200 200 N L N U", { following: true }],
  ["PUT /api/messages/MESSAGE/pin", "200 200 200 F N L N U"],
  ["PUT /api/messages/HIDDEN/pin", "200 N N N N N N U"],
  ["DELETE /api/messages/MESSAGE/pin", "200 200 200 F N L N U"],
  ["POST /api/channels/SHARED/leave", "- - 200 F N L N U"],

  ["GET /api/admin/audit?workspace=acme", "200 200 F F F L N U"],
  ["GET /api/admin/drill?workspace=acme", "200 200 F F F L N U"],
  ["POST /api/admin/drill", "201 201 F F F L N U", { workspace: "acme" }],
  ["GET /api/admin/audit.csv?workspace=acme", "200 200 F F F L N U"],
  ["GET /api/admin/audit/export?workspace=acme", "200 200 F F F L N U"],
  ["GET /api/admin/audit/export?workspace=acme&from=never", "V - F - - L N U"],
  ["GET /api/admin/guest.csv?workspace=acme", "200 200 F F F L N U"],
  ["GET /api/admin/guest?workspace=acme", "200 200 F F F L N U"],
  ["POST /api/admin/guest", "201 201 F F F L N U", guestWish],
  ["POST /api/admin/guest/bulk", "200 200 F F F L N U", restoreTarget],
  ["GET /api/admin/origins", "200 F F F F F F U"],
  ["PATCH /api/admin/guest/TARGET", "200 200 F F N L N U", { expiresAt: null }],
  ["DELETE /api/admin/guest/none", "N N N N N N N U"],
  ["DELETE /api/admin/guest/FOREIGN", "- N N N N N - U"],
  ["GET /api/admin/guest/earlier?workspace=acme&channelIds=SHARED", "200 200 F F F L N U"],
  ["GET /api/admin/guest/sponsor?workspace=acme", "200 200 F F F L N U"],
  ["POST /api/admin/guest/sponsor", "200 200 F F F L N U", handOver],
  [
    "POST /api/admin/guest/sponsor",
    "N N F F F L N U",
    { ...handOver, match: { ids: ["FOREIGN"] } },
  ],
  ["POST /api/admin/guest/TARGET/disconnect", "200 200 F F N L N U"],
  ["POST /api/admin/guest/TARGET/unlock", "200 200 F F N L N U"],
  ["POST /api/admin/guest/TARGET/sign-out", "200 200 F F N L N U"],
  ["POST /api/admin/guest/TARGET/password-link", "201 201 F F N L N U"],
  ["GET /api/admin/guest/TARGET/invites", "200 200 F F N L N U"],
  ["GET /api/admin/guest-request?workspace=acme", "200 200 F F F L N U"],
  ["POST /api/admin/guest-request/REQUEST/approve", "C C F N N N N U"],
  ["POST /api/admin/guest-request/REQUEST/decline", "C C F N N N N U"],
  ["POST /api/admin/guest-request/none/approve", "N N N N N N N U"],
  ["GET /api/admin/guest/TARGET/proof", "200 200 F F N L N U"],
  ["GET /api/admin/guest/none/proof", "N N N N N N N U"],
  ["GET /api/admin/guest/GONE/report", "200 200 F F N L N U"],
  ["GET /api/admin/guest/GONE/report.csv", "200 200 F F N L N U"],
  ["GET /api/admin/guest/GONE/view", "200 200 F F N L N U"],
  ["GET /api/admin/guest/TARGET/view/channels/SHARED/messages", "200 200 F F N L N U"],
  ["GET /api/admin/guest/TARGET/view/channels/SECRET/messages", "N N F F N L N U"],
  ["GET /api/admin/guest/TARGET/view/threads/PARENT", "200 200 F F N L N U"],
  ["GET /api/admin/guest/TARGET/view/threads/HIDDEN", "N N F F N L N U"],
  ["GET /api/admin/guest/TARGET/view/files/FILE", "200 200 F F N L N U"],
  ["POST /api/admin/guest/GONE/promote", "C C F F N L N U", { role: "member" }],
  ["GET /api/admin/invite?workspace=acme", "200 200 F F F L N U"],
  ["DELETE /api/admin/invite/none?workspace=acme", "N N F F F L N U"],
  ["PATCH /api/admin/invite/none?workspace=acme", "N N F F F L N U", { linkDays: 3 }],
  ["POST /api/admin/invite/none/link?workspace=acme", "N N F F F L N U"],
];

/** What is wrong in what was sent is told only to somebody who may do it at all. */
export const WRONG_ROWS: HttpRow[] = [
  //                           owner admin member guest outside locked stranger nobody
  ["POST /api/workspaces/acme/channels", "V - - F - L N U", { name: "x", visibility: "no" }],
  ["POST /api/workspaces/acme/invites", "V - F - - L N U", { role: "no" }],
  ["POST /api/workspaces/acme/guest-requests", "V - V F - L N U", { email: "no" }],
  ["POST /api/workspaces/acme/direct", "V - - - - L N U", { userIds: "no" }],
  ["PATCH /api/workspaces/acme", "V - F - - L N U", { guestDirect: "no" }],
  ["PATCH /api/workspaces/acme/members/none", "V - F - - L N U", { role: "no" }],
  ["POST /api/workspaces/acme/members/none/demote", "V - F - - L N U", { expiresAt: null }],
  ["GET /api/workspaces/acme/search?q=", "V - - - - L N U"],
  ["GET /api/workspaces/acme/threads?cursor=", "V - - - - L N U"],
  ["PATCH /api/channels/SHARED", "V - - F - L N U", { name: 1 }],
  ["PATCH /api/channels/SHARED/membership", "V - - - - L N U", { muted: "no" }],
  ["POST /api/channels/SHARED/people", "V - - F - L N U", {}],
  ["POST /api/channels/SHARED/messages", "V - - - - L N U", { body: 1 }],
  ["GET /api/channels/SHARED/messages?limit=0", "V - - - - L N U"],
  ["POST /api/channels/SHARED/files", "V - - - - L N U"],
  ["POST /api/admin/drill", "V - F - - L N U", { workspace: "acme", nodes: 2 }],
  ["POST /api/admin/guest", "V - F - - L N U", { workspace: "acme", channelIds: [] }],
  ["POST /api/admin/guest/sponsor", "V - F - - L N U", { ...handOver, to: "FOREIGN" }],
  ["GET /api/admin/guest/earlier?workspace=acme", "V - F - - L N U"],
  ["PATCH /api/admin/guest/TARGET", "V - F - - L N U", { sponsorId: "none" }],
  ["POST /api/admin/guest/bulk", "V - F F F L N U", { ...restoreTarget, match: {} }],
  ["PATCH /api/admin/guest/TARGET", "V - F - - L N U", { expiresAt: "no" }],
  ["DELETE /api/admin/guest/TARGET", "V - F - - L N U", { keepInvites: "no" }],
  ["POST /api/admin/guest/TARGET/disconnect", "V - F - - L N U", { reason: 1 }],
  ["PATCH /api/admin/invite/none?workspace=acme", "V - F - - L N U", {}],
  ["POST /api/admin/invite/none/link?workspace=acme", "V - F - - L N U", { linkDays: 0 }],
  ["POST /api/admin/guest-request/REQUEST/approve", "V - F - - N N U", { channelIds: [] }],
  ["POST /api/admin/guest-request/REQUEST/decline", "V - F - - N N U", { reason: 1 }],
  ["POST /api/admin/guest/TARGET/promote", "V - F - - L N U", { role: "admin" }],
  ["GET /api/admin/guest/TARGET/view/channels/SHARED/messages?limit=0", "V - F - - L N U"],
  ["GET /api/admin/audit?workspace=acme&kind=no", "V - F - - L N U"],
  ["POST /api/workspaces", "V F - - - - - U", { name: "X", slug: "-" }],
];

/** Pages for those who manage people and access. Whoever may not see one does not find it. */
export const PAGE_ROWS: HttpRow[] = [
  //                              owner admin member guest outside locked stranger nobody
  ["GET /w/acme/guests", "200 200 404 404 404 307 404 307"],
  ["GET /w/acme/guests/TARGET", "200 200 404 404 404 307 404 307"],
  ["GET /w/acme/guests/TARGET/view", "200 200 404 404 404 307 404 307"],
  ["GET /w/acme/guests/FOREIGN/view", "404 404 404 404 404 307 404 307"],
  ["GET /w/acme/extend/TARGET", "200 200 404 404 404 307 404 307"],
  ["GET /w/acme/extend/FOREIGN", "404 404 404 404 404 307 404 307"],
  ["GET /w/acme/members", "200 200 200 404 404 307 404 307"],
  ["GET /w/acme/audit", "200 200 404 404 404 307 404 307"],
  ["GET /w/acme/origins", "200 404 404 404 404 307 404 307"],
  ["GET /w/acme/settings", "200 200 404 404 404 307 404 307"],
];

export type EventRow = [event: string, answers: string, payload: object];

/** The same `clientId` again would be answered with the message that is there. */
const draft = (channelId: string) => ({ channelId, body: "x", clientId: randomUUID() });

/** Every event of a client. Whoever may not connect is answered so, whatever they would have said. */
export const EVENT_ROWS: EventRow[] = [
  //                owner admin member guest outside locked stranger nobody
  ["message:send", "200 200 200 200 N L N U", draft("SHARED")],
  ["message:send", "200 N N N N L N U", draft("SECRET")],
  ["message:edit", "200 F F F N L N U", { messageId: "MESSAGE", body: "an answer" }],
  ["message:edit", "200 N N N N L N U", { messageId: "HIDDEN", body: "hidden" }],
  ["message:delete", "- N N N N L N U", { messageId: "HIDDEN" }],
  ["message:delete", "- - F F N L N U", { messageId: "MESSAGE" }],
  ["reaction:toggle", "200 200 200 200 N L N U", { messageId: "MESSAGE", emoji: "👍" }],
  ["reaction:toggle", "200 N N N N L N U", { messageId: "HIDDEN", emoji: "👍" }],
  ["typing:start", "200 200 200 200 N L N U", { channelId: "SHARED" }],
  ["typing:stop", "200 200 200 200 N L N U", { channelId: "SHARED" }],
  ["typing:start", "200 N N N N L N U", { channelId: "SECRET" }],
  ["channel:read", "200 200 200 200 N L N U", { channelId: "SHARED", seq: 1 }],
  ["channel:read", "200 N N N N L N U", { channelId: "SECRET", seq: 1 }],
  ["thread:see", "200 200 200 200 N L N U", { messageId: "PARENT", seq: 1 }],
  ["sync", "200 200 200 200 200 L N U", { cursors: { SHARED: 0, SECRET: 0 } }],
];
