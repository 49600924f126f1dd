import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { AuditEvent, Channel, Guest } from "@/lib/api-types";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { type Answer, type Json, Person } from "../support/person";
import { createDatabase } from "../support/services/postgres";
import { layStall, type Stall } from "../support/stall";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
let stall: Stall;
let databaseUrl: string;
let database: PendingChanges;
let secret: Channel;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject("postgresUrl"));
  stall = await layStall(databaseUrl);
});
afterAll(async () => {
  await stall.stop();
});
const world = useWorld(() => ({
  env: { DATABASE_URL: stall.url, GUEST_LEASE_MS: "20000" },
  expected: [/Invalid password|User not found/],
}));
beforeAll(async () => {
  database = await openPendingChanges(databaseUrl);
  secret = await world.buildChannel({ name: "plans-of-spring", visibility: "private" });
});
afterAll(async () => {
  await database.close();
});

type GuestPerson = Person & { guest: Guest };
interface Made {
  id: string;
  token: string;
}

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
let serial = 0;
const newcomer = (name = "New Comer") =>
  new Person(world.server.url, name, `came${++serial}@guests.test`);

const wish = (more: object = {}) => ({
  workspace: "acme",
  channelIds: [world.general.id],
  ...more,
});
async function invite(more: object = {}, by: Person = world.owner): Promise<Made> {
  return expectStatus(await by.post("/api/admin/guest", wish(more)), 201).body.invite;
}
async function inviteMember(role = "member"): Promise<Made> {
  const path = "/api/workspaces/acme/invites";
  return expectStatus(await world.owner.post(path, { role }), 201).body.invite;
}

const path = ({ token }: Made) => `/api/invites/${token}/accept`;
/** As somebody without an account, or as the one whose cookie it is. */
function accept(person: Person, made: Made): Promise<Answer> {
  const { name, email, password, cookie } = person;
  return person.post(path(made), cookie === "" ? { name, email, password } : {});
}
/** A new person who came in by an invitation. */
async function admit(made: Made, person = newcomer()): Promise<GuestPerson> {
  const { guest } = expectStatus(await accept(person, made), 200).body;
  return Object.assign(person, { guest: guest as Guest });
}

const admin = (guest: Guest, rest = "") => `/api/admin/guest/${guest.id}${rest}`;
const lock = async ({ guest }: GuestPerson, more: object = {}) =>
  expectStatus(await world.owner.post(admin(guest, "/disconnect"), more), 200).body;
const unlock = ({ guest }: GuestPerson) => world.unlock(guest.id);
const remove = async ({ guest }: GuestPerson, more?: object) =>
  expectStatus(await world.owner.call("DELETE", admin(guest), more), 200).body;
const change = async ({ guest }: GuestPerson, what: object) =>
  expectStatus(await world.owner.call("PATCH", admin(guest), what), 200).body.guest as Guest;

const list = async (): Promise<{ guests: Guest[]; invites: Json[] }> =>
  (await world.owner.get("/api/admin/guest?workspace=acme")).body;
const find = async ({ guest }: GuestPerson) =>
  (await list()).guests.find((one) => one.id === guest.id) as Guest;
/** How many places of an invitation are taken; undefined when it is open no longer. */
const usesOf = async ({ id }: Made) => (await list()).invites.find((one) => one.id === id)?.uses;
const isOpen = async (made: Made) => (await usesOf(made)) !== undefined;
const eventsOn = async (id: string): Promise<AuditEvent[]> =>
  (await world.owner.get(`/api/admin/audit?workspace=acme&target=${id}`)).body.events;
const channelsOf = async (person: GuestPerson) => new Set((await find(person)).channelIds);

const GONE = { status: 410, body: { code: "INVITE_GONE" } };
const LOCKED = { status: 403, body: { code: "GUEST_LOCKED" } };

/** Everything by which an admin takes something away from a guest. */
const LOSSES: [string, (person: GuestPerson, more?: object) => Promise<unknown>][] = [
  ["cut off", lock],
  ["removed", remove],
  ["narrowed", (person, more) => change(person, { channelIds: [world.general.id], ...more })],
];

describe("a guest who is", () => {
  const both = () => ({ channelIds: [world.general.id, secret.id], maxUses: 5 });

  it.each(LOSSES)(
    "%s does not come back by the link they came by, under any address",
    async (_, lose) => {
      const made = await invite(both());
      const person = await admit(made);
      await lose(person);
      expect(await accept(newcomer(), made)).toMatchObject(GONE);
      expect(await isOpen(made)).toBe(false);
      const [withdrawn] = await eventsOn(made.id);
      expect(withdrawn).toMatchObject({
        action: "guest.invite_withdrawn",
        actor: { name: world.owner.name },
        data: {
          invitedBy: world.owner.name,
          endedWith: { id: person.guest.id, name: person.name },
        },
      });
    },
  );

  it.each(LOSSES)(
    "%s has the invitations to their address withdrawn too, and no others",
    async (_, lose) => {
      const made = await invite(both());
      const person = await admit(made);
      const theirs = await invite({ ...both(), email: person.email.toUpperCase() });
      const others = await invite(both());
      const named = expectStatus(await world.owner.get(admin(person.guest, "/invites")), 200).body;
      expect(named.invites.map((one: Json) => [one.id, one.why])).toEqual([
        [theirs.id, ["address"]],
        [made.id, ["came"]],
      ]);
      await lose(person);
      expect([await isOpen(theirs), await isOpen(others)]).toEqual([false, true]);
    },
  );

  it.each(LOSSES)("%s keeps them all where the admin says so", async (_, lose) => {
    const made = await invite(both());
    const person = await admit(made);
    const theirs = await invite({ ...both(), email: person.email });
    await lose(person, { keepInvites: true });
    expect([await isOpen(made), await isOpen(theirs)]).toEqual([true, true]);
    expectStatus(await accept(newcomer(), made), 200);
  });

  it("cut off takes the invitations along that they made as an admin, and the receipt counts", async () => {
    const made = await invite({ maxUses: 2 });
    const person = await admit(made);
    await invite({ email: person.email });
    await invite({ email: person.email });
    const left = await invite({ maxUses: 2 });
    const ofTheirs = "UPDATE invite SET created_by = $1 WHERE id = $2";
    await database.query(ofTheirs, [person.guest.userId, left.id]);
    const named = (await world.owner.get(admin(person.guest, "/invites"))).body.invites;
    expect(named.map((one: Json) => one.why)).toEqual([
      ["made"],
      ["address"],
      ["address"],
      ["came"],
    ]);
    expect((await lock(person)).receipt.invites).toBe(4);
    expect((await lock(person)).receipt.invites).toBe(0);
    const [again, first] = await eventsOn(person.guest.id);
    expect([again, first].map((one) => one?.data.receipt?.invites)).toEqual([0, 4]);
    expect((await world.owner.get(admin(person.guest, "/invites"))).body).toEqual({ invites: [] });
    const stranger = await world.buildMember();
    expect((await stranger.get(admin(person.guest, "/invites"))).status).toBe(403);
    expect((await newcomer().get(admin(person.guest, "/invites"))).status).toBe(401);
  });

  it("locked gets through no link at all, whatever it is and however many places it has", async () => {
    const person = await admit(await invite({ maxUses: 3 }));
    const open = [await invite({ maxUses: 3 }), await inviteMember()];
    await lock(person, { reason: "No more" });
    open.push(await invite({ maxUses: 3 }), await inviteMember("admin"));
    for (const made of open) {
      expect(await accept(person, made)).toMatchObject({
        status: 403,
        body: { code: "GUEST_LOCKED", reason: "No more" },
      });
    }
    for (const made of open)
      await world.owner.call("DELETE", `/api/admin/invite/${made.id}?workspace=acme`);
    expect(await accept(person, open[0] as Made)).toMatchObject(LOCKED);
  });
});

describe("a channel that was taken away", () => {
  const both = () => ({ channelIds: [world.general.id, secret.id], maxUses: 5 });

  it("comes back by no link from before: not the old one, not an unused one, not after a restore", async () => {
    const old = await invite(both());
    const unused = await invite(both());
    const asMember = await inviteMember();
    const person = await admit(old);
    await change(person, { channelIds: [world.general.id], keepInvites: true });
    for (const made of [old, unused]) {
      const answer = expectStatus(await accept(person, made), 200);
      expect(answer.body.guest.channelIds).toEqual([world.general.id]);
    }
    const member = expectStatus(await accept(person, asMember), 200).body;
    expect(member.guest.channelIds).toEqual([world.general.id]);
    await lock(person, { keepInvites: true });
    const meanwhile = await invite(both());
    await unlock(person);
    for (const made of [old, unused, meanwhile]) expectStatus(await accept(person, made), 200);
    expect(await channelsOf(person)).toEqual(new Set([world.general.id]));
    expect([await usesOf(old), await usesOf(unused)]).toEqual([1, 0]);
  });

  it("comes back by an invitation that was made afterwards", async () => {
    const person = await admit(await invite(both()));
    await change(person, { channelIds: [world.general.id] });
    const fresh = await invite({ channelIds: [secret.id] });
    const answer = expectStatus(await accept(person, fresh), 200);
    expect(new Set(answer.body.guest.channelIds)).toEqual(new Set([world.general.id, secret.id]));
    expect(await isOpen(fresh)).toBe(false);
  });
});

describe("the end of a guest's access", () => {
  it("that an admin brought forward is not put off again by accepting", async () => {
    const made = await invite({ maxUses: 5 });
    const other = await invite({ maxUses: 5, expiresAt: inHours(300) });
    const person = await admit(made);
    const expiresAt = inHours(2);
    await change(person, { expiresAt });
    const later = await invite({ maxUses: 5, expiresAt: inHours(400) });
    for (const one of [made, other, later]) {
      expect(expectStatus(await accept(person, one), 200).body.guest.expiresAt).toBe(expiresAt);
    }
    expect([await usesOf(made), await usesOf(other), await usesOf(later)]).toEqual([1, 0, 0]);
  });

  it("is not put off by an accessHours that is accepted again, nor by that of another one", async () => {
    const made = await invite({ accessHours: 1, maxUses: 5 });
    const person = await admit(made);
    const { expiresAt } = person.guest;
    const extra = await invite({ accessHours: 500, channelIds: [secret.id] });
    for (const one of [made, extra]) {
      expect(expectStatus(await accept(person, one), 200).body.guest.expiresAt).toBe(expiresAt);
    }
    expect((await channelsOf(person)).has(secret.id)).toBe(true);
  });
});

describe("a place", () => {
  it("is taken once by the same guest, however often they click", async () => {
    const made = await invite({ maxUses: 2 });
    const person = await admit(made);
    const answers = await Promise.all([1, 2, 3].map(() => accept(person, made)));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(answers[0]?.body).toMatchObject({
      workspace: { slug: "acme" },
      guest: { id: person.guest.id, channelIds: [world.general.id] },
    });
    expect(await usesOf(made)).toBe(1);
    await admit(made);
    expect(await accept(newcomer(), made)).toMatchObject(GONE);
    // Whoever came by it is in, and is told so.
    expect((await accept(person, made)).status).toBe(200);
    expect((await eventsOn(person.guest.id)).map((one) => one.action)).toEqual(["guest.joined"]);
  });

  it("is taken once by the same guest who clicks twice at the very first", async () => {
    const made = await invite({ maxUses: 2 });
    const person = await admit(await invite());
    await remove(person);
    const fresh = await invite({ maxUses: 2 });
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(person, fresh)));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    expect(await usesOf(fresh)).toBe(1);
    expect(await accept(person, made)).toMatchObject({ status: 200 });
  });

  it("goes to as many as there are, and no more, when all come at once", async () => {
    const made = await invite({ maxUses: 3 });
    const people = Array.from({ length: 8 }, () => newcomer());
    const answers = await Promise.all(people.map((person) => accept(person, made)));
    expect(answers.map((one) => one.status).sort()).toEqual([
      200, 200, 200, 410, 410, 410, 410, 410,
    ]);
  });
});

/** Their time runs out at this moment, and no admin has had a hand in it. */
async function expire(person: GuestPerson): Promise<void> {
  const statement = "UPDATE guest SET expires_at = clock_timestamp() WHERE id = $1";
  await database.query(statement, [person.guest.id]);
  // What is told meanwhile may be refused by the cut of the end.
  await waitUntil(async () => {
    const { status, lastCut } = await find(person);
    return status === "expired" && Boolean(lastCut?.receipt);
  });
}

describe("a guest whose time is up", () => {
  const buildGuest = async (channels: Channel[]) =>
    admit(await invite({ channelIds: channels.map((one) => one.id) }));

  it("is let in by no link from before, and anew by one that was made since: as it says, and no more", async () => {
    const old = await invite({ channelIds: [secret.id], maxUses: 2 });
    const asMember = await inviteMember();
    const person = await buildGuest([world.general, secret]);
    await talkTo(person);
    await expire(person);
    for (const made of [old, asMember]) {
      expect(await accept(person, made)).toMatchObject({
        status: 403,
        body: { code: "GUEST_EXPIRED" },
      });
    }
    const other = await world.buildChannel();
    const expiresAt = inHours(5);
    const fresh = await invite({ channelIds: [other.id], expiresAt });
    const { guest } = expectStatus(await accept(person, fresh), 200).body;
    expect(guest).toMatchObject({
      id: person.guest.id,
      status: "active",
      expiresAt,
      channelIds: [other.id],
    });
    expect((await person.get("/api/workspaces/acme/channels")).body.channels).toHaveLength(1);
    expect((await person.get(`/api/channels/${secret.id}/messages`)).status).toBe(404);
    const [unseated, joined] = await eventsOn(person.guest.id);
    expect(unseated?.data.directsRemoved).toHaveLength(1);
    expect(joined).toMatchObject({
      action: "guest.joined",
      data: { inviteId: fresh.id, channelIds: [other.id], expiresAt, terms: guest.channels },
    });
    expect(new Set(joined?.data.channelsRemoved as string[])).toEqual(
      new Set([world.general.id, secret.id]),
    );
  });

  it("gets what they had before back by no link from before either, once they are in anew", async () => {
    const old = await invite({ channelIds: [world.general.id, secret.id], maxUses: 3 });
    const person = await admit(old);
    await expire(person);
    const since = await invite({ channelIds: [(await world.buildChannel()).id] });
    const fresh = await invite();
    expectStatus(await accept(person, fresh), 200);
    for (const made of [old, fresh]) {
      const { guest } = expectStatus(await accept(person, made), 200).body;
      expect(guest.channelIds).toEqual([world.general.id]);
    }
    expect(await usesOf(old)).toBe(1);
    // What was decided after their end counts as ever.
    expect(expectStatus(await accept(person, since), 200).body.guest.channelIds).toHaveLength(2);
  });

  it("who becomes a member by an invitation has what a member has, and no private channel of before", async () => {
    const person = await buildGuest([secret]);
    await expire(person);
    const made = await inviteMember();
    expectStatus(await accept(person, made), 200);
    expect((await person.get(`/api/channels/${secret.id}/messages`)).status).toBe(404);
    expectStatus(await person.get(`/api/channels/${world.general.id}/messages`), 200);
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    const joined = (events as AuditEvent[]).find(({ data }) => data.inviteId === made.id);
    expect(joined?.data.channelsRemoved).toEqual([secret.id]);
  });

  it("hears nothing of what they had before, from the moment they are let in anew", async () => {
    const person = await buildGuest([world.general, secret]);
    const tab = await person.enter("acme");
    const statement = "UPDATE guest SET expires_at = clock_timestamp() WHERE id = $1";
    await database.query(statement, [person.guest.id]);
    // The sweep may have found the end a moment before, and its cut refuses the answer then.
    expect([200, 403]).toContain((await accept(person, await invite())).status);
    expect((await find(person)).status).toBe("active");
    const owner = await world.owner.enter("acme");
    await owner.send(secret.id, "not for them");
    await tab.closed();
    expect(tab.of("message:created")).toEqual([]);
    expect(tab.of("guest:locked").length + tab.of("access:changed").length).toBe(1);
    owner.close();
  });

  /** A direct conversation, which they have only while they share a channel with the other one. */
  async function talkTo({ guest }: GuestPerson): Promise<void> {
    const allow = { guestDirect: true };
    expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", allow), 200);
    const member = await world.buildMember();
    const userIds = [guest.userId];
    expectStatus(await member.post("/api/workspaces/acme/direct", { userIds }), 201);
  }

  it("stays out by an invitation that an admin's change has overtaken", async () => {
    const person = await buildGuest([world.general]);
    await expire(person);
    const made = await invite({ email: person.email });
    await change(person, { expiresAt: inHours(1) });
    await database.query("UPDATE guest SET expires_at = $1 WHERE id = $2", [
      new Date(0),
      person.guest.id,
    ]);
    expect(await accept(person, made)).toMatchObject({
      status: 403,
      body: { code: "GUEST_EXPIRED" },
    });
    expectStatus(await accept(person, await invite({ email: person.email })), 200);
  });
});

describe("an invitation gives nothing that its maker could not give now:", () => {
  it("no private channel that they have left, and nothing where none is left", async () => {
    const maker = await world.buildMember({ role: "admin" });
    const room = await world.buildChannel({ visibility: "private", by: maker });
    const [some, only] = [
      await invite({ channelIds: [room.id, world.general.id] }, maker),
      await invite({ channelIds: [room.id] }, maker),
    ];
    expectStatus(await maker.post(`/api/channels/${room.id}/leave`), 200);
    const person = await admit(some);
    expect(person.guest.channelIds).toEqual([world.general.id]);
    const late = newcomer();
    expect(await accept(late, only)).toMatchObject(GONE);
    expect(await accept(person, only)).toMatchObject(GONE);
    expect((await late.post("/api/auth/sign-in/email", late)).status).toBe(401);
  });

  it("no private channel whose seat they are losing at that moment", async () => {
    const maker = await world.buildMember({ role: "admin" });
    const room = await world.buildChannel({ visibility: "private", by: maker });
    const made = await invite({ channelIds: [room.id] }, maker);
    const leave = "DELETE FROM channel_member WHERE channel_id = $1";
    const person = await admit(await invite());
    const answer = await database.overtake(leave, [room.id], () => accept(person, made));
    expect(answer).toMatchObject(GONE);
  });

  it("no channel that is archived", async () => {
    const room = await world.buildChannel();
    const made = await invite({ channelIds: [room.id] });
    expectStatus(
      await world.owner.call("PATCH", `/api/channels/${room.id}`, { archived: true }),
      200,
    );
    expect(await accept(newcomer(), made)).toMatchObject(GONE);
  });

  it.each(["guest", "member"])("nothing to a %s where they are no admin any more", async (role) => {
    const maker = await world.buildMember({ role: "admin" });
    const made =
      role === "guest"
        ? await invite({}, maker)
        : expectStatus(await maker.post("/api/workspaces/acme/invites", { role }), 201).body.invite;
    const { userId } = (await world.owner.get("/api/workspaces/acme/members")).body.members.find(
      (one: Json) => one.email === maker.email,
    );
    const demote = "UPDATE member SET role = 'member' WHERE user_id = $1";
    const late = newcomer();
    const answer = await database.overtake(demote, [userId], () => accept(late, made));
    expect(answer).toMatchObject(GONE);
  });
});

it("an acceptance by a session that is ended meanwhile is none", async () => {
  const person = await admit(await invite());
  const made = await invite({ channelIds: [secret.id] });
  const { session } = (await person.get("/api/auth/get-session")).body;
  const answer = await database.overtake("DELETE FROM session WHERE id = $1", [session.id], () =>
    accept(person, made),
  );
  expect(answer).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
  expect(await usesOf(made)).toBe(0);
});

describe("what a lock overtakes between its commit and its answer", () => {
  /** Locks the guest while an answer of the database to what they asked is on its way. */
  async function overtaken(
    person: GuestPerson,
    { words, after = 0 }: { words: string; after?: number },
    ask: () => Promise<Answer>,
  ) {
    const held = stall.holdAnswer(words, after);
    const asking = ask().then(
      ({ status, body }) => ({ status, text: JSON.stringify(body) }),
      () => ({ status: 0, text: "" }),
    );
    await waitUntil(() => held.arrived());
    expect((await lock(person)).receipt.confirmed).toBe(true);
    held.release();
    return asking;
  }

  it.each([
    ["while the admins are told of it", 0],
    ["while the guest is read for it", 1],
  ])("is no acceptance with the guest's data in it, %s", async (_when, after) => {
    const person = await admit(await invite());
    const made = await invite({ channelIds: [secret.id] });
    const guests = { words: 'AS "lastCut"', after };
    const { status, text } = await overtaken(person, guests, () => accept(person, made));
    expect([0, 403]).toContain(status);
    expect(text).not.toContain(secret.id);
    expect((await channelsOf(person)).has(secret.id)).toBe(true);
  });

  it("is an acceptance where it was lifted again before the decision", async () => {
    const person = await admit(await invite());
    const made = await invite();
    const held = stall.holdAnswer("pg_advisory_xact_lock");
    const asking = accept(person, made);
    await waitUntil(() => held.arrived());
    await lock(person, { keepInvites: true });
    await unlock(person);
    held.release();
    expectStatus(await asking, 200);
  });

  it("is none where it came between the decision and its answer", async () => {
    async function acceptWhileLocking(): Promise<Answer> {
      const person = await admit(await invite());
      const made = await invite({ channelIds: [secret.id] });
      const held = stall.holdAnswer("INSERT INTO invite_use");
      const asking = accept(person, made);
      await waitUntil(() => held.arrived());
      const locking = lock(person, { reason: "Over" });
      await database.untilWaiting(1);
      held.release();
      const [answer] = await Promise.all([asking, locking]);
      return answer;
    }
    // Where the answer was given before the lock was there, it is an acceptance, and is tried again.
    let answer = await acceptWhileLocking();
    for (let again = 0; answer.status === 200 && again < 5; again++) {
      answer = await acceptWhileLocking();
    }
    const { status, body } = answer;
    expect([status, body.code, body.reason]).toEqual([403, "GUEST_LOCKED", "Over"]);
  });

  it("is no page that names channels", async () => {
    const person = await admit(await invite());
    const { token } = await invite({ channelIds: [secret.id] });
    const visitor = "LEFT JOIN access_change";
    const { text } = await overtaken(person, { words: visitor }, () =>
      person.get(`/invite/${token}`),
    );
    expect(text.includes(secret.name)).toBe(false);
  });
});

describe("inviting the address of", () => {
  it("a member or of a guest who is cut off says what to do instead", async () => {
    const member = await world.buildMember();
    const cut = await admit(await invite());
    await lock(cut);
    const asMember = await world.owner.post(
      "/api/admin/guest",
      wish({ email: member.email.toUpperCase() }),
    );
    expect(asMember).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect(asMember.body.error).toContain("member");
    const asCut = await world.owner.post("/api/admin/guest", wish({ email: cut.email }));
    expect(asCut).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect(asCut.body.error).toContain("Guests page");
    await unlock(cut);
    expectStatus(await world.owner.post("/api/admin/guest", wish({ email: cut.email })), 201);
  });

  it("a guest who is being cut off at that moment waits for it, and is refused", async () => {
    const person = await admit(await invite());
    const statement = "UPDATE guest SET locked_at = now() WHERE id = $1";
    const answer = await database.overtake(statement, [person.guest.id], () =>
      world.owner.post("/api/admin/guest", wish({ email: person.email })),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
  });
});

describe("a stranger who brings an address that has an account", () => {
  async function buildKnown() {
    const known = await admit(await invite());
    const made = await invite({ channelIds: [secret.id] });
    const { name, email, password } = known;
    const ask = (by: Person, secretWord: string) =>
      by.post(path(made), { name, email, password: secretWord });
    return { known, made, ask, name, email, password };
  }

  it("signs in and accepts in one step with its password", async () => {
    const { known, made, ask, password } = await buildKnown();
    const device = new Person(world.server.url, known.name, known.email);
    const { body } = expectStatus(await ask(device, password), 200);
    expect(body).toMatchObject({ workspace: { slug: "acme" }, guest: { id: known.guest.id } });
    expect((await device.get("/api/workspaces")).body.workspaces).toMatchObject([{ slug: "acme" }]);
    expect(await isOpen(made)).toBe(false);
  });

  it("is answered as by a wrong sign-in with another one, and takes no place", async () => {
    const { made, ask } = await buildKnown();
    const thief = new Person(world.server.url);
    const answer = await ask(thief, "a thief's password");
    expect(answer).toMatchObject({ status: 401, body: { code: "UNAUTHENTICATED" } });
    expect(answer.body.hint).toContain("do not match");
    expect(thief.cookie).toBe("");
    expect(await usesOf(made)).toBe(0);
  });

  it("is signed in to nothing where the invitation is refused", async () => {
    const { known, ask, password } = await buildKnown();
    await lock(known);
    const sessions = async () =>
      (await database.query("SELECT id FROM session WHERE user_id = $1", [known.guest.userId]))
        .length;
    const before = await sessions();
    const device = new Person(world.server.url);
    expect(await ask(device, password)).toMatchObject(LOCKED);
    expect([device.cookie, await sessions()]).toEqual(["", before]);
  });

  it("learns of nobody's account through a link that has ended or is for somebody else", async () => {
    const { email, name } = await buildKnown();
    const ended = await invite();
    await admit(ended);
    const unknown = { name, email: "nobody@nowhere.test", password: "some password" };
    const known = { ...unknown, email };
    const elsewhere = await invite({ email: "somebody@else.test" });
    for (const made of [ended, elsewhere]) {
      const [one, other] = [
        await newcomer().post(path(made), known),
        await newcomer().post(path(made), unknown),
      ];
      expect([one.status, one.body]).toEqual([other.status, other.body]);
    }
  });

  it("is told to decide where somebody else is signed in", async () => {
    const { known } = await buildKnown();
    const made = await invite();
    const { name, email, password } = newcomer();
    const answer = await known.post(path(made), { name, email, password });
    expect(answer).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect(await usesOf(made)).toBe(0);
  });
});

describe("an input that gives access", () => {
  it("is refused by name where nobody knows what it means", async () => {
    const person = await admit(await invite());
    const made = await invite();
    const { name, email, password } = newcomer();
    const { owner } = world;
    const channel = await world.buildChannel();
    const colleague = await world.buildMember();
    const { id, userId } = await findMember(colleague);
    const before = await readAll();
    const asked: [string, Promise<Answer>][] = [
      ["expiresat", owner.post("/api/admin/guest", wish({ expiresat: inHours(1) }))],
      ["domain", owner.post("/api/admin/guest", wish({ domain: "acme.test" }))],
      ["channelId", owner.call("PATCH", admin(person.guest), { channelId: secret.id })],
      ["expires", owner.call("PATCH", admin(person.guest), { expires: inHours(1) })],
      ["preview", owner.call("DELETE", admin(person.guest), { preview: true })],
      ["why", owner.post(`${admin(person.guest)}/disconnect`, { why: "x" })],
      ["expiresAt", owner.post(`${admin(person.guest)}/unlock`, { expiresAt: inHours(1) })],
      ["admin", owner.post("/api/workspaces/acme/invites", { role: "member", admin: true })],
      ["until", owner.call("PATCH", memberPath(id), { role: "admin", until: inHours(1) })],
      ["guestDirects", owner.call("PATCH", "/api/workspaces/acme", { guestDirects: true })],
      ["private", owner.post(CHANNELS, { name: "y", visibility: "public", private: true })],
      [
        "visibility",
        owner.call("PATCH", `/api/channels/${channel.id}`, { name: "z", visibility: "private" }),
      ],
      [
        "history",
        owner.post(`/api/channels/${secret.id}/people`, {
          userId,
          history: "joining",
        }),
      ],
      ["name", owner.post("/api/workspaces/acme/direct", { userIds: [person.guest.userId], name })],
      ["role", newcomer().post(path(made), { name, email, password, role: "owner" })],
      ["channelIds", person.post(path(made), { channelIds: [secret.id] })],
    ];
    for (const [key, answering] of asked) {
      const { status, body } = await answering;
      expect([key, status, body.code, body.issues?.[0]?.path]).toEqual([
        key,
        400,
        "VALIDATION",
        key,
      ]);
      expect(body.error).toContain(key);
    }
    expect(await readAll()).toEqual(before);
  });

  const CHANNELS = "/api/workspaces/acme/channels";
  const memberPath = (id: string) => `/api/workspaces/acme/members/${id}`;

  async function findMember({ email }: Person): Promise<{ id: string; userId: string }> {
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    return members.find((one: Json) => one.email === email);
  }

  /** Who has which access, which invitations are open, and who sits where. */
  async function readAll(): Promise<unknown> {
    const { owner } = world;
    const lists = ["/api/admin/guest?workspace=acme", "/api/workspaces/acme/members", CHANNELS];
    const read = [...lists, `/api/channels/${secret.id}/people`, "/api/workspaces/acme"];
    return Promise.all(read.map(async (one) => (await owner.get(one)).body));
  }
});

describe("a removed member", () => {
  it("takes along what they came by, what was sent to their address and what they made", async () => {
    const person = await world.buildMember({ role: "admin" });
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    const { id, userId } = members.find((one: Json) => one.email === person.email);
    const theirs = [await invite({ maxUses: 3 }), await invite({ maxUses: 3 }, person)];
    const toThem = await invite({ maxUses: 3 });
    await database.query("UPDATE invite SET email = $1 WHERE id = $2", [person.email, toThem.id]);
    await database.query("INSERT INTO invite_use (invite_id, user_id) VALUES ($1, $2)", [
      theirs[0]?.id,
      userId,
    ]);
    const others = await invite({ maxUses: 3 });
    const removal = await world.owner.call("DELETE", `/api/workspaces/acme/members/${id}`);
    expect(expectStatus(removal, 200).body.receipt.invites).toBe(3);
    for (const made of [...theirs, toThem]) expect(await isOpen(made)).toBe(false);
    expect(await accept(person, others)).toMatchObject(GONE);
    expect(await usesOf(others)).toBe(0);
  });
});

describe("the page of an invitation", () => {
  const read = async (person: Person, { token }: Made): Promise<string> =>
    (await person.get(`/invite/${token}`)).body;
  const SECRETS = ["plans-of-spring", "Olive Owner"];
  const open = () => invite({ channelIds: [secret.id, world.general.id], maxUses: 9 });
  const JOIN = /Join (<!-- -->)?Acme/;

  /** Not compared as texts: a page that differs would be printed whole. */
  const says = (page: string, ...words: string[]) => words.filter((word) => page.includes(word));
  const offers = (page: string) => JOIN.test(page);

  function expectNothing(page: string): void {
    expect([says(page, ...SECRETS, "Acme"), offers(page)]).toEqual([[], false]);
  }

  it("tells a stranger what they are invited to", async () => {
    const page = await read(newcomer(), await open());
    const told = [...SECRETS, "Whoever has this link can use it"];
    expect([says(page, ...told), offers(page)]).toEqual([told, true]);
  });

  it("tells until when its link works, a new member too", async () => {
    const { body } = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
    const soon = await invite({ expiresAt: tomorrow });
    const until = (page: string) => page.match(/works until <time dateTime="([^"]+)"/)?.[1];
    const { invites } = (await world.owner.get("/api/workspaces/acme/members")).body;
    expect(until(await read(newcomer(), body.invite))).toBe(invites[0].linkExpiresAt);
    expect(until(await read(newcomer(), soon))).toBe(tomorrow);
  });

  it("tells a guest who is cut off nothing, nor one who was removed", async () => {
    const person = await admit(await invite());
    const made = await open();
    await lock(person, { reason: "because of reasons" });
    const cut = await read(person, made);
    expectNothing(cut);
    expect(says(cut, "Your access has ended")).toHaveLength(1);
    await remove(person);
    const removed = await read(person, made);
    expectNothing(removed);
    expect(says(removed, "Your access has ended")).toHaveLength(1);
  });

  it("tells whoever is in that they are, with a way there and no Join", async () => {
    const person = await admit(await invite());
    const used = await invite();
    await admit(used);
    const asked: [Person, Made][] = [
      [person, await invite()],
      [person, used],
      [await world.buildMember(), await open()],
    ];
    for (const [who, made] of asked) {
      const page = await read(who, made);
      const told = ["You are in", 'href="/w/acme"'];
      expect([says(page, ...told, ...SECRETS), offers(page)]).toEqual([told, false]);
    }
  });

  it("offers a guest who is in what they would gain, and says that their end stays", async () => {
    const person = await admit(await invite({ accessHours: 5 }));
    const page = await read(person, await open());
    expect(says(page, "plans-of-spring")).toHaveLength(1);
    expect(says(page, "stays as it is")).toHaveLength(1);
    expect(says(page, "time beside them")).toEqual([]);
    const short = await invite({ channelIds: [secret.id], accessHours: 2 });
    const hours = await read(person, short);
    const told = ["time beside them", "for 2 hours from joining"];
    expect(says(hours.replaceAll("<!-- -->", ""), ...told)).toEqual(told);
  });

  it("tells another address to sign in with another account, and not with which", async () => {
    const elsewhere = newcomer();
    const made = await invite({ channelIds: [secret.id], email: elsewhere.email });
    const person = await admit(await invite());
    await remove(person);
    const fresh = await invite({ channelIds: [secret.id], email: elsewhere.email });
    expectNothing(await read(person, made));
    const page = await read(person, fresh);
    expect(says(page, "another account")).toHaveLength(1);
    expect(says(page, elsewhere.email)).toEqual([]);
    expectNothing(page);
    const stranger = await read(newcomer(), fresh);
    expect(says(stranger, elsewhere.email)).toEqual([]);
    expect(says(await read(await admitTo(elsewhere), fresh), "plans-of-spring")).toHaveLength(1);
  });

  /** Somebody with an account, and in no workspace. */
  async function admitTo(person: Person): Promise<Person> {
    const inside = await admit(await invite({ accessHours: 1 }), person);
    return inside;
  }

  it("offers nothing where nothing is left to give, and tells an expired guest so", async () => {
    const room = await world.buildChannel({ name: "soon-archived" });
    const made = await invite({ channelIds: [room.id] });
    expectStatus(
      await world.owner.call("PATCH", `/api/channels/${room.id}`, { archived: true }),
      200,
    );
    const page = await read(newcomer(), made);
    expect(says(page, "This invitation has ended")).toHaveLength(1);
    expectNothing(page);
    const person = await admit(await invite());
    const old = await open();
    await expire(person);
    const late = await read(person, old);
    expectNothing(late);
    expect(says(late, "Your access has ended")).toHaveLength(1);
  });
});
