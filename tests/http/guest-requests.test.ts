import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestRequest } from "@/lib/api-types";
import { type Answer, Person } from "../support/person";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let database: PendingChanges;
let admin: Person;
let member: Person;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  [admin, member] = await Promise.all([
    world.buildMember({ role: "admin", name: "Ada Admin" }),
    world.buildMember({ name: "Mia Member" }),
  ]);
});
afterAll(async () => {
  await database.close();
});

let serial = 0;
const address = () => `request-${++serial}@client.test`;

const send = (by: Person, wish: object = {}) =>
  by.post("/api/workspaces/acme/guest-requests", {
    email: address(),
    channelIds: [world.general.id],
    ...wish,
  });
const ask = async (by = member, wish: object = {}): Promise<GuestRequest> =>
  expectStatus(await send(by, wish), 201).body.request;
const approve = (by: Person, { id }: { id: string }, changes: object = {}): Promise<Answer> =>
  by.post(`/api/admin/guest-request/${id}/approve`, changes);
const decline = (by: Person, { id }: { id: string }, body: object = {}): Promise<Answer> =>
  by.post(`/api/admin/guest-request/${id}/decline`, body);
const listed = async (id: string): Promise<GuestRequest | undefined> => {
  const { body } = expectStatus(await admin.get("/api/admin/guest-request?workspace=acme"), 200);
  return body.requests.find((one: GuestRequest) => one.id === id);
};
const own = async (by: Person) =>
  expectStatus(await by.get("/api/workspaces/acme/guest-requests"), 200).body;
const events = async (action: string, target: string) => {
  const { body } = await admin.get(`/api/admin/audit?workspace=acme&target=${target}`);
  return body.events.filter((event: { action: string }) => event.action === action);
};
const accept = (token: string, email: string) =>
  new Person(world.server.url).post(`/api/invites/${token}/accept`, {
    name: "Gwen Guest",
    email,
    password: "correct horse battery",
  });

describe("a request for a guest", () => {
  it("stands in the admins' list and in the asker's own, and is on record", async () => {
    const wish = { name: "Gwen Guest", reason: "Reviews the plans", accessHours: 48 };
    const request = await ask(member, wish);
    const expected = {
      ...wish,
      status: "open",
      channelIds: [world.general.id],
      askedBy: { name: "Mia Member" },
      decidedBy: null,
      decidedAt: null,
      declineReason: null,
    };
    expect(request).toMatchObject(expected);
    expect(await listed(request.id)).toEqual(request);
    expect(await own(member)).toMatchObject({ allowed: true, requests: [request] });
    expect((await own(admin)).requests).toEqual([]);
    const [event] = await events("guest.requested", request.id);
    expect(event).toMatchObject({
      actor: { name: "Mia Member" },
      target: { type: "request", name: request.email },
      data: { channelIds: [world.general.id], reason: "Reviews the plans" },
    });
  });

  it("is for channels that the asker can see", async () => {
    const secret = await world.buildChannel({ visibility: "private" });
    const answer = await send(member, { channelIds: [world.general.id, secret.id] });
    expect([answer.status, answer.body]).toEqual([
      404,
      (await send(member, { channelIds: ["none"] })).body,
    ]);
  });

  it("is refused, with a sentence, where the workspace does not take any", async () => {
    const set = (memberRequests: boolean) =>
      world.owner.call("PATCH", "/api/workspaces/acme", { memberRequests });
    expectStatus(await set(false), 200);
    const answer = await send(member);
    expect([answer.status, answer.body.code]).toEqual([403, "FORBIDDEN"]);
    expect(answer.body.error).toContain("does not take requests for guests");
    expect((await own(member)).allowed).toBe(false);
    expectStatus(await set(true), 200);
  });

  it("is refused where no admin could approve it, and the asker is told what they could", async () => {
    const limit = (guestMaxDays: number | null, guestDomains: string[]) =>
      world.owner.call("PATCH", "/api/workspaces/acme", { guestMaxDays, guestDomains });
    expectStatus(await limit(7, ["client.test"]), 200);
    expect((await own(member)).maxDays).toBe(7);
    const longer = await send(member, { accessHours: 24 * 7 + 1 });
    const elsewhere = await send(member, { email: "gus@else.test" });
    await ask(member, { accessHours: 24 * 7 });
    expectStatus(await limit(null, []), 200);
    expect(longer).toMatchObject({
      status: 400,
      body: { code: "VALIDATION", issues: [{ path: "accessHours" }] },
    });
    expect(longer.body.issues[0].message).toContain("7 days at most");
    expect(elsewhere).toMatchObject({
      status: 400,
      body: { code: "VALIDATION", issues: [{ path: "email" }] },
    });
    expect(elsewhere.body.issues[0].message).toContain("client.test");
  });

  it("is refused to somebody of whom fifty wait, until some are decided", async () => {
    const eager = await world.buildMember();
    const { id } = await ask(eager);
    await database.query(
      `INSERT INTO guest_request (id, workspace_id, email, channel_ids, asked_by, created_at)
        SELECT r.id || n, r.workspace_id, r.email, r.channel_ids, r.asked_by, r.created_at
        FROM guest_request r, generate_series(1, 49) n WHERE r.id = $1`,
      [id],
    );
    const answer = await send(eager);
    expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
    expectStatus(await decline(admin, { id }), 200);
    expectStatus(await send(eager), 201);
  });

  it("keeps control characters and unknown fields out", async () => {
    for (const wrong of [{ reason: "a\u0007b" }, { name: "\u0000" }, { expiresAt: null }]) {
      expect((await send(member, wrong)).status).toBe(400);
    }
  });
});

describe("an approval", () => {
  it("makes an invitation whose maker is the admin and whose sponsor is the asker", async () => {
    const request = await ask(member, { accessHours: 48 });
    const { body } = expectStatus(await approve(admin, request), 200);
    expect(body.request).toMatchObject({
      id: request.id,
      status: "approved",
      decidedBy: { name: "Ada Admin" },
      accessHours: 48,
    });
    const { id, token, url } = body.invite;
    expect(url).toContain(`/invite/${token}`);
    const [event] = await events("guest.invited", id);
    expect(event).toMatchObject({ actor: { name: "Ada Admin" }, data: { requestId: request.id } });
    expect((await accept(token, request.email)).status).toBe(200);
    const list = await admin.get("/api/admin/guest?workspace=acme");
    const guest = list.body.guests.find((one: { email: string }) => one.email === request.email);
    expect(guest).toMatchObject({
      invitedBy: { name: "Ada Admin" },
      sponsor: { name: "Mia Member" },
      channelIds: [world.general.id],
    });
    const hours = (Date.parse(guest.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(47.9);
    expect(hours).toBeLessThan(48.1);
  });

  it("may give other channels and another time, of which the asker learns what they can see", async () => {
    const secret = await world.buildChannel({ visibility: "private", by: admin });
    const request = await ask(member, { accessHours: 48 });
    const changes = { channelIds: [secret.id], accessHours: null };
    const { body } = expectStatus(await approve(admin, request, changes), 200);
    expect(body.request).toMatchObject(changes);
    const [mine] = (await own(member)).requests;
    expect(mine).toMatchObject({ id: request.id, status: "approved", channelIds: [] });
    expect(JSON.stringify(await own(member))).not.toContain(secret.id);
  });

  it("gives nothing that the admin cannot see", async () => {
    const secret = await world.buildChannel({ visibility: "private", by: member });
    const request = await ask(member, { channelIds: [secret.id] });
    expect((await approve(admin, request)).status).toBe(404);
    expect((await listed(request.id))?.status).toBe("open");
    expectStatus(await approve(admin, request, { channelIds: [world.general.id] }), 200);
  });

  it("is not told to an asker who has become a guest", async () => {
    const former = await world.buildMember({ name: "Fay Former" });
    const request = await ask(former);
    const { members } = (await admin.get("/api/workspaces/acme/members")).body;
    const { id } = members.find((one: { name: string }) => one.name === "Fay Former");
    const channel = await world.buildChannel();
    const demoted = await world.owner.post(`/api/workspaces/acme/members/${id}/demote`, {
      channelIds: [channel.id],
    });
    expectStatus(demoted, 200);
    const tab = await former.enter("acme");
    expectStatus(await decline(admin, request, { reason: "between admins" }), 200);
    await world.owner.post(`/api/channels/${channel.id}/messages`, { body: "after it" });
    await tab.next("message:created");
    expect(tab.of("guest-request:updated")).toEqual([]);
    tab.close();
  });

  it("is refused when the asker is not a member any more", async () => {
    const leaver = await world.buildMember({ name: "Lea Leaver" });
    const request = await ask(leaver);
    const { members } = (await admin.get("/api/workspaces/acme/members")).body;
    const { id } = members.find((one: { name: string }) => one.name === "Lea Leaver");
    expectStatus(await admin.call("DELETE", `/api/workspaces/acme/members/${id}`), 200);
    const answer = await approve(admin, request);
    expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
    const later = await ask(await world.buildMember({ name: "Lou Later" }));
    const overtaken = await database.overtake(
      "DELETE FROM member WHERE user_id = $1",
      [later.askedBy.id],
      () => approve(admin, later),
    );
    expect(overtaken).toMatchObject({
      status: 409,
      body: { error: answer.body.error.replace("Lea Leaver", "Lou Later") },
    });
    expect(answer.body.error).toContain("Lea Leaver is not a member any more");
    expectStatus(await decline(admin, request), 200);
  });
});

describe("a request is decided once", () => {
  it("and a second decision, of whatever kind, is a conflict", async () => {
    const [yes, no] = [await ask(), await ask()];
    expectStatus(await approve(admin, yes), 200);
    expectStatus(await decline(admin, no, { reason: "Not this year" }), 200);
    for (const request of [yes, no]) {
      expect((await approve(world.owner, request)).status).toBe(409);
      expect((await decline(world.owner, request)).status).toBe(409);
    }
    expect(await listed(no.id)).toMatchObject({
      status: "declined",
      declineReason: "Not this year",
      decidedBy: { name: "Ada Admin" },
    });
    const [event] = await events("guest.request_declined", no.id);
    expect(event.data.reason).toBe("Not this year");
  });

  it.each([
    ["both approve", approve],
    ["one declines", decline],
  ])("of two admins at once one wins: %s", async (_, other) => {
    const request = await ask();
    const both = () => Promise.all([approve(admin, request), other(world.owner, request)]);
    const statement = "SELECT 1 FROM guest_request WHERE id = $1 FOR UPDATE";
    const answers = await database.overtake(statement, [request.id], both, 2);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { invites } = (await admin.get("/api/admin/guest?workspace=acme")).body;
    const made = invites.filter(({ email }: { email: string }) => email === request.email);
    const approved = answers.some(({ body }) => body.invite);
    expect(made).toHaveLength(approved ? 1 : 0);
  });
});

describe("what is heard live", () => {
  const told = (tab: { of: (event: string) => { request: GuestRequest }[] }, id: string) =>
    tab
      .of("guest-request:updated")
      .map(({ request }) => request)
      .filter((request) => request.id === id);

  it("admins hear of each request, the asker of its decision, and nobody else of either", async () => {
    const [colleague, guest] = await Promise.all([
      world.buildMember(),
      world.buildGuest({ channels: [world.general] }),
    ]);
    const people = [admin, member, colleague, guest] as const;
    const tabs = await Promise.all(people.map((person) => person.enter("acme")));
    const [atAdmin, atMember, ...others] = tabs as [
      (typeof tabs)[0],
      (typeof tabs)[0],
      ...typeof tabs,
    ];
    const request = await ask();
    expectStatus(await decline(admin, request, { reason: "Ask in May" }), 200);
    for (const tab of [atAdmin, atMember]) {
      await waitUntil(() => told(tab, request.id).some(({ status }) => status === "declined"));
      expect(told(tab, request.id).map(({ status }) => status)).toEqual(["open", "declined"]);
      expect(told(tab, request.id).at(-1)?.declineReason).toBe("Ask in May");
    }
    // What is sent to a channel of all of them comes after what was sent before.
    await atAdmin.send(world.general.id, "after it");
    for (const tab of others) {
      await tab.next("message:created");
      expect(tab.of("guest-request:updated")).toEqual([]);
    }
    for (const tab of tabs) tab.close();
  });
});
