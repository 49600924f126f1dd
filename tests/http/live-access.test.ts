import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest, Member } from "@/lib/api-types";
import type { Answer, Person } from "../support/person";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { letPass } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let database: PendingChanges;
let guest: Guest;
let locked: Guest;
let inviteId: string;
let member: Person;
let channel: Channel;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  channel = await world.buildChannel();
  ({ guest } = await world.buildGuest({ channels: [world.general, channel] }));
  locked = (await world.lock((await world.buildGuest()).guest.id)).guest;
  member = await world.buildMember();
  const wish = { workspace: "acme", channelIds: [world.general.id] };
  inviteId = expectStatus(await world.owner.post("/api/admin/guest", wish), 201).body.invite.id;
});
afterAll(async () => {
  await database.close();
});

const members = async (): Promise<Member[]> =>
  (await world.owner.get("/api/workspaces/acme/members")).body.members;
const memberOf = async (person: Person): Promise<Member> => {
  const found = (await members()).find(({ email }) => email === person.email);
  if (!found) throw new Error("no such member");
  return found;
};
const events = async (): Promise<AuditEvent[]> =>
  (await world.owner.get("/api/admin/audit?workspace=acme")).body.events;

/** Everything that an admin changes, and how it is asked for. */
const ACTS: Record<string, (admin: Person) => Promise<Answer>> = {
  "inviting a member": (admin) => admin.post("/api/workspaces/acme/invites", { role: "admin" }),
  "inviting a guest": (admin) =>
    admin.post("/api/admin/guest", { workspace: "acme", channelIds: [world.general.id] }),
  "withdrawing an invitation": (admin) =>
    admin.call("DELETE", `/api/admin/invite/${inviteId}?workspace=acme`),
  "changing a guest": (admin) =>
    admin.call("PATCH", `/api/admin/guest/${guest.id}`, { channelIds: [world.general.id] }),
  "locking a guest": (admin) => admin.post(`/api/admin/guest/${guest.id}/disconnect`),
  "unlocking a guest": (admin) => admin.post(`/api/admin/guest/${locked.id}/unlock`),
  "removing a guest": (admin) => admin.call("DELETE", `/api/admin/guest/${guest.id}`),
  "changing the workspace": (admin) =>
    admin.call("PATCH", "/api/workspaces/acme", { name: "Taken over" }),
  "making somebody an admin": async (admin) =>
    admin.call("PATCH", `/api/workspaces/acme/members/${(await memberOf(member)).id}`, {
      role: "admin",
    }),
  "removing a member": async (admin) =>
    admin.call("DELETE", `/api/workspaces/acme/members/${(await memberOf(member)).id}`),
  "taking a seat away": async (admin) =>
    admin.call(
      "DELETE",
      `/api/channels/${world.general.id}/people/${(await memberOf(member)).userId}`,
    ),
  "giving a seat": async (admin) =>
    admin.post(`/api/channels/${channel.id}/people`, { userId: (await memberOf(member)).userId }),
  "leaving a channel": (admin) => admin.post(`/api/channels/${world.general.id}/leave`),
  "joining a channel": (admin) => admin.post(`/api/channels/${channel.id}/join`),
  "making a channel": (admin) =>
    admin.post("/api/workspaces/acme/channels", { name: "mine", visibility: "public" }),
  "changing a channel": (admin) =>
    admin.call("PATCH", `/api/channels/${channel.id}`, { archived: true }),
  "muting a channel": (admin) =>
    admin.call("PATCH", `/api/channels/${world.general.id}/membership`, { muted: true }),
  "marking all as read": (admin) => admin.post("/api/workspaces/acme/read"),
  "opening a direct conversation": async (admin) =>
    admin.post("/api/workspaces/acme/direct", { userIds: [(await memberOf(member)).userId] }),
};

const LOSSES: [name: string, statement: string, status: number, code: string][] = [
  ["removed", "DELETE FROM member WHERE id = $1", 404, "NOT_FOUND"],
  ["demoted", "UPDATE member SET role = 'member' WHERE id = $1", 403, "FORBIDDEN"],
];

describe.each(LOSSES)("an admin who is being %s", (_name, statement, status, code) => {
  it.each(Object.entries(ACTS))("is refused %s that was under way", async (_act, ask) => {
    const admin = await world.buildMember({ role: "admin" });
    const { id, userId } = await memberOf(admin);
    const answer = await database.overtake(statement, [id], () => ask(admin));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const done = (await events()).filter((event) => event.actor?.id === userId);
    expect(done.map((event) => event.action)).toEqual(["member.joined"]);
  });
});

it("a request whose body is still coming does nothing after the removal was confirmed", async () => {
  const admin = await world.buildMember({ role: "admin" });
  const { id } = await memberOf(admin);
  const finish = beginPost(admin, "/api/workspaces/acme/invites", { role: "admin" });
  await letPass(300, "what was sent arrives, and nothing tells when");
  const removal = await world.owner.call("DELETE", `/api/workspaces/acme/members/${id}`);
  expect(expectStatus(removal, 200).body.receipt.confirmed).toBe(true);
  expect(await finish()).toBe(404);
});

it("a session that is ended meanwhile makes no workspace", async () => {
  const owner = await world.owner.signIn();
  const { session } = (await owner.get("/api/auth/get-session")).body;
  const statement = "DELETE FROM session WHERE id = $1";
  const answer = await database.overtake(statement, [session.id], () =>
    owner.post("/api/workspaces", { name: "Late", slug: "late" }),
  );
  expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHENTICATED"]);
});

/** Sends the headers and half of the body. What it returns sends the rest, and resolves with the status. */
function beginPost(person: Person, path: string, body: object): () => Promise<number> {
  const text = JSON.stringify(body);
  const headers = { "Content-Type": "application/json", "Content-Length": text.length };
  const all = { ...headers, Cookie: person.cookie };
  const sending = request(`${person.baseUrl}${path}`, { method: "POST", headers: all });
  const answered = new Promise<number>((resolve, reject) => {
    sending.on("error", reject);
    sending.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  sending.write(text.slice(0, 5));
  return () => {
    sending.end(text.slice(5));
    return answered;
  };
}
