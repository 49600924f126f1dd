import { describe, expect, it } from "vitest";
import type { AuditEvent, Channel } from "@/lib/api-types";
import { type Answer, Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ expected: [/User not found|Invalid password/] });

const HOUR_MS = 3_600_000;
let serial = 0;
/** Somebody without an account. */
const newcomer = () => new Person(world.server.url, "New Comer", `new${++serial}@guests.test`);
const accept = ({ name, email, password, post }: Person, token: string): Promise<Answer> =>
  post(`/api/invites/${token}/accept`, { name, email, password });

const invite = (more: object = {}) =>
  world.owner.post("/api/admin/guest", {
    workspace: "acme",
    channelIds: [world.general.id],
    ...more,
  });
const admin = (guestId: string, path = "") => `/api/admin/guest/${guestId}${path}`;
const events = async (): Promise<AuditEvent[]> =>
  (await world.owner.get("/api/admin/audit?workspace=acme")).body.events;

describe("an invitation", () => {
  it("of a member is used once and makes them one", async () => {
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "admin" });
    const { token, url } = expectStatus(made, 201).body.invite;
    expect(url).toBe(`${world.server.url}/invite/${token}`);
    const person = newcomer();
    const answer = expectStatus(await accept(person, token), 200);
    expect(answer.body).toEqual({ workspace: { slug: "acme" } });
    const { workspaces } = (await person.get("/api/workspaces")).body;
    expect(workspaces).toMatchObject([{ slug: "acme", as: "admin" }]);
    expect(await accept(newcomer(), token)).toMatchObject({
      status: 410,
      body: { code: "INVITE_GONE" },
    });
  });

  it("of a guest says what was wished, and admits as many as it says", async () => {
    const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
    const made = await invite({ expiresAt, maxUses: 2 });
    const { id, token, url } = expectStatus(made, 201).body.invite;
    expect(url).toBe(`${world.server.url}/invite/${token}`);
    const list = (await world.owner.get("/api/admin/guest?workspace=acme")).body.invites;
    expect(list.find((one: { id: string }) => one.id === id)).toMatchObject({
      channelIds: [world.general.id],
      expiresAt,
      maxUses: 2,
      uses: 0,
      invitedBy: { name: "Olive Owner" },
    });
    expect(JSON.stringify(list)).not.toContain(token);
    const people = [newcomer(), newcomer(), newcomer(), newcomer()];
    const answers = await Promise.all(people.map((person) => accept(person, token)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 410, 410]);
    const [body] = answers.filter((one) => one.status === 200).map((one) => one.body);
    expect(body.guest).toMatchObject({
      status: "active",
      name: "New Comer",
      channelIds: [world.general.id],
      expiresAt,
      lockedAt: null,
      lockReason: null,
      invitedBy: { name: "Olive Owner" },
      connections: 0,
    });
    const refused = people[answers.findIndex((one) => one.status === 410)] as Person;
    const { email, password } = refused;
    expect((await refused.post("/api/auth/sign-in/email", { email, password })).status).toBe(401);
  });

  it("counts accessHours from the moment it is accepted", async () => {
    const guest = await world.buildGuest({ accessHours: 3 });
    const left = Date.parse(guest.guest.expiresAt ?? "") - Date.now();
    expect(left).toBeGreaterThan(3 * HOUR_MS - 60_000);
    expect(left).toBeLessThanOrEqual(3 * HOUR_MS);
  });

  it("is refused when its time lies in the past or it names no channel", async () => {
    const past = new Date(Date.now() - 1_000).toISOString();
    for (const wish of [
      { expiresAt: past },
      { channelIds: [] },
      { maxUses: 0 },
      { accessHours: 0 },
    ]) {
      const answer = await invite(wish);
      expect([answer.status, answer.body.code]).toEqual([400, "VALIDATION"]);
      expect(answer.body.issues[0].path).toBe(Object.keys(wish)[0]);
    }
  });

  it("that nobody made is not found, one that was withdrawn is gone", async () => {
    const unknown = await accept(newcomer(), "x".repeat(43));
    expect(unknown).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    const { id, token } = expectStatus(await invite(), 201).body.invite;
    const withdraw = () => world.owner.call("DELETE", `/api/admin/invite/${id}?workspace=acme`);
    expect((await withdraw()).status).toBe(200);
    expect(await withdraw()).toMatchObject({ status: 410, body: { code: "INVITE_GONE" } });
    expect(await accept(newcomer(), token)).toMatchObject({
      status: 410,
      body: { code: "INVITE_GONE" },
    });
  });

  it("for one e-mail admits nobody else, and stays open for the one", async () => {
    const person = newcomer();
    const { token } = expectStatus(await invite({ email: person.email.toUpperCase() }), 201).body
      .invite;
    expect(await accept(newcomer(), token)).toMatchObject({
      status: 403,
      body: { code: "FORBIDDEN" },
    });
    expectStatus(await accept(person, token), 200);
  });

  it("is accepted by an account that exists only by whoever knows its password", async () => {
    const person = newcomer();
    expectStatus(await accept(person, await world.inviteGuest()), 200);
    const channel = await world.buildChannel();
    const token = await world.inviteGuest({ channels: [channel] });
    const twin = new Person(world.server.url, person.name, person.email, "a thief's password");
    expect(await accept(twin, token)).toMatchObject({
      status: 401,
      body: { code: "UNAUTHENTICATED" },
    });
    const answer = expectStatus(await person.post(`/api/invites/${token}/accept`, {}), 200);
    expect(new Set(answer.body.guest.channelIds)).toEqual(new Set([world.general.id, channel.id]));
    const member = await world.buildMember();
    const again = await member.post(`/api/invites/${await world.inviteGuest()}/accept`, {});
    expect(again).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
  });

  it("accepted twice at once by the same person never fails on our side", async () => {
    const outsider = await world.buildGuest();
    const { id } = outsider.guest;
    await world.owner.call("DELETE", admin(id));
    const tokens = await Promise.all([1, 2, 3].map(() => world.inviteGuest()));
    const answers = await Promise.all(
      tokens.map((token) => outsider.post(`/api/invites/${token}/accept`, {})),
    );
    const statuses = answers.map((one) => one.status);
    expect(statuses).toEqual([200, 200, 200]);
    const guests = (await world.owner.get("/api/admin/guest?workspace=acme")).body.guests;
    expect(guests.filter((one: { name: string }) => one.name === outsider.name)).toHaveLength(1);
  });

  it("does not bring back a guest who is locked, nor one removed after it was made", async () => {
    const guest = await world.buildGuest();
    const tokens = await Promise.all([world.inviteGuest(), world.inviteGuest()]);
    const asMember = expectStatus(
      await world.owner.post("/api/workspaces/acme/invites", { role: "member" }),
      201,
    ).body.invite.token;
    await world.lock(guest.guest.id, "No more");
    for (const token of [tokens[0], asMember, await world.inviteGuest()]) {
      const answer = await guest.post(`/api/invites/${token}/accept`, {});
      expect(answer).toMatchObject({
        status: 403,
        body: { code: "GUEST_LOCKED", reason: "No more" },
      });
    }
    expect(await guest.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });
    expectStatus(await world.owner.call("DELETE", admin(guest.guest.id)), 200);
    const old = await guest.post(`/api/invites/${tokens[1]}/accept`, {});
    expect(old).toMatchObject({ status: 410, body: { code: "INVITE_GONE" } });
    const fresh = await guest.post(`/api/invites/${await world.inviteGuest()}/accept`, {});
    expect(fresh.status).toBe(200);
  });
});

describe("a guest", () => {
  it("is changed: channels and time, never into the past", async () => {
    const other = await world.buildChannel();
    const { guest } = await world.buildGuest();
    const change = (body: object) => world.owner.call("PATCH", admin(guest.id), body);
    const both = await change({ channelIds: [world.general.id, other.id] });
    expect(new Set(both.body.guest.channelIds)).toEqual(new Set([world.general.id, other.id]));
    const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
    expect((await change({ expiresAt })).body.guest).toMatchObject({ expiresAt, status: "active" });
    expect((await change({ expiresAt: null })).body.guest.expiresAt).toBeNull();
    for (const past of [new Date(Date.now() - 1).toISOString(), "2001-01-01T00:00:00+02:00"]) {
      const answer = await change({ expiresAt: past });
      expect([answer.status, answer.body.issues]).toMatchObject([400, [{ path: "expiresAt" }]]);
    }
    expect((await change({ channelIds: [] })).status).toBe(400);
  });

  it("is locked again with a new reason and the first time, and unlocked once or twice", async () => {
    const { guest } = await world.buildGuest();
    const first = await world.lock(guest.id, "first");
    const { guest: again, receipt } = await world.lock(guest.id, "second");
    expect(again).toMatchObject({ lockedAt: first.guest.lockedAt, lockReason: "second" });
    expect(receipt).toEqual({
      connections: 0,
      nodes: { expected: 1, confirmed: 1 },
      confirmed: true,
      elapsedMs: expect.any(Number),
      at: first.guest.lockedAt,
      invites: 0,
    });
    const kept = await world.lock(guest.id);
    expect(kept.guest.lockReason).toBe("second");
    for (let i = 0; i < 2; i++) {
      const answer = await world.owner.post(admin(guest.id, "/unlock"));
      expect(answer).toMatchObject({
        status: 200,
        body: { success: true, guest: { status: "active", lockedAt: null, lockReason: null } },
      });
    }
  });

  it("is removed: the messages stay, the guest is not found any more", async () => {
    const channel = await world.buildChannel();
    const person = await world.buildGuest({ channels: [channel], name: "Gone Guest" });
    const path = `/api/channels/${channel.id}/messages`;
    await person.post(path, { body: "I was here" });
    const removal = await world.owner.call("DELETE", admin(person.guest.id));
    expect(removal).toMatchObject({
      status: 200,
      body: { success: true, receipt: { confirmed: true } },
    });
    for (const answer of [
      await world.owner.call("DELETE", admin(person.guest.id)),
      await world.owner.post(admin(person.guest.id, "/disconnect")),
      await world.owner.post(admin(person.guest.id, "/unlock")),
      await world.owner.call("PATCH", admin(person.guest.id), { expiresAt: null }),
    ]) {
      expect([answer.status, answer.body.error]).toEqual([404, "Guest not found"]);
    }
    expect((await person.get(path)).body.code).toBe("NOT_FOUND");
    expect((await person.get("/api/workspaces")).body).toEqual({ workspaces: [] });
    const { messages } = (await world.owner.get(path)).body;
    expect(messages).toMatchObject([
      { body: "I was here", author: { name: "Gone Guest", guest: true } },
    ]);
  });
});

describe("the audit log", () => {
  it("has every act with its actor, target, reason and receipt, newest first", async () => {
    const person = await world.buildGuest({ name: "Audited" });
    const { id } = person.guest;
    await person.post(admin(id, "/disconnect"));
    await world.owner.call("PATCH", admin(id), { expiresAt: null });
    await world.lock(id, "For the record");
    await world.unlock(id);
    await world.owner.call("DELETE", admin(id));
    const about = (await events()).filter((event) => event.target.id === id);
    expect(about.map((event) => event.action)).toEqual([
      "guest.removed",
      "guest.unlocked",
      "guest.locked",
      "guest.changed",
      "access.denied",
      "guest.joined",
    ]);
    expect(
      about.every((event) => event.target.type === "guest" && event.target.name === "Audited"),
    ).toBe(true);
    const [removed, , locked, , denied, joined] = about;
    expect(locked).toMatchObject({
      actor: { name: "Olive Owner" },
      data: { reason: "For the record", receipt: { confirmed: true, connections: 0 } },
    });
    expect(removed?.data.receipt).toMatchObject({ confirmed: true });
    expect(denied?.actor).toMatchObject({ id: person.guest.userId });
    expect(joined?.actor).toMatchObject({ id: person.guest.userId });
    const text = JSON.stringify(await events());
    expect(text).not.toContain(person.password);
  });

  it("is narrowed down by kind and by words, over all of it and not only its newest page", async () => {
    const { guest } = await world.buildGuest();
    const reason = "The Ünique reason";
    await world.owner.call("POST", admin(guest.id, "/disconnect"), { reason });
    for (let i = 0; i < 60; i++)
      await world.owner.call("PATCH", admin(guest.id), { expiresAt: null });

    const find = async (filter: string): Promise<AuditEvent[]> =>
      (await world.owner.get(`/api/admin/audit?workspace=acme&${filter}`)).body.events;
    const [cut, ...others] = await find(`q=${encodeURIComponent("ünIQUE reason")}`);
    expect([cut?.action, cut?.target.id, others]).toEqual(["guest.locked", guest.id, []]);
    expect((await find("kind=cuts")).map(({ id }) => id)).toContain(cut?.id);
    const ofGuest = await find(`target=${guest.id}`);
    expect(ofGuest).toHaveLength(50);
    expect(new Set(ofGuest.map(({ target }) => target.id))).toEqual(new Set([guest.id]));
    expect((await find(`target=${guest.id}&kind=cuts`)).map(({ id }) => id)).toEqual([cut?.id]);
    expect(await find("target=nobody")).toEqual([]);
    expect((await find("kind=members")).every(({ action }) => action.startsWith("member."))).toBe(
      true,
    );
    expect(await find("q=%25")).toEqual([]);
    expect((await world.owner.get("/api/admin/audit?workspace=acme&kind=other")).status).toBe(400);
  });

  it("comes in pages without gaps or repetitions", async () => {
    const { guest } = await world.buildGuest();
    for (let i = 0; i < 60; i++)
      await world.owner.call("PATCH", admin(guest.id), { expiresAt: null });
    const seen: AuditEvent[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = cursor && `&cursor=${cursor}`;
      const { body } = await world.owner.get(`/api/admin/audit?workspace=acme${query}`);
      seen.push(...body.events);
      cursor = body.next;
    }
    expect(new Set(seen.map((event) => event.id)).size).toBe(seen.length);
    const times = seen.map((event) => Date.parse(event.at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(seen.filter((event) => event.target.id === guest.id)).toHaveLength(61);
  });
});

it("members of the workspace start in general, and in nothing else", async () => {
  await world.buildChannel({ visibility: "private" });
  const { body } = await (await world.buildMember()).get("/api/workspaces/acme/channels");
  const joined = body.channels.filter((channel: Channel) => channel.joined);
  expect(joined.map((channel: Channel) => channel.name)).toEqual(["general"]);
});
