import { describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest } from "@/lib/api-types";
import { openPendingChanges } from "../support/pending-change";
import { type Connection, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();
type Visitor = Person & { guest: Guest };

const bulk = (wish: object, by: Person = world.owner) =>
  by.post("/api/admin/guest/bulk", { workspace: "acme", ...wish });
const done = async (wish: object) => expectStatus(await bulk(wish), 200).body;
const idsOf = (guests: Visitor[]) => guests.map(({ guest }) => guest.id);
const idsIn = (body: { guests: Guest[] }) => body.guests.map(({ id }) => id).sort();

async function buildGuests(count: number, channels?: Channel[]): Promise<Visitor[]> {
  const options = channels ? { channels } : {};
  return Promise.all(Array.from({ length: count }, () => world.buildGuest(options)));
}

async function readGuest({ guest }: Visitor): Promise<Guest | undefined> {
  const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
  return guests.find(({ id }: Guest) => id === guest.id);
}

const statusOf = async (guest: Visitor) => (await readGuest(guest))?.status;

async function readEvents(): Promise<AuditEvent[]> {
  return (await world.owner.get("/api/admin/audit?workspace=acme")).body.events;
}

describe("many guests at once", () => {
  it("are cut with one receipt, one notice for each tab, and an event for each in one batch", async () => {
    const guests = await buildGuests(3);
    const others = await buildGuests(1);
    const tabs = await Promise.all([...guests, ...guests].map((guest) => guest.enter("acme")));
    const [spared] = await Promise.all(others.map((guest) => guest.enter("acme")));
    const admin = await world.owner.enter("acme");
    const ids = idsOf(guests);

    const answer = await done({ action: "revoke", match: { ids }, reason: "The project is over" });

    expect(answer).toMatchObject({
      success: true,
      receipt: { connections: 6, confirmed: true, nodes: { expected: 1, confirmed: 1 } },
    });
    expect(idsIn(answer)).toEqual(ids.toSorted());
    for (const guest of answer.guests) {
      expect(guest).toMatchObject({
        status: "locked",
        connections: 0,
        lockedAt: answer.receipt.at,
      });
    }
    const listed = (await world.owner.get("/api/admin/guest?workspace=acme")).body.guests;
    const cut = (listed as Guest[]).find(({ id }) => id === ids[0])?.lastCut;
    expect(cut).toMatchObject({ receipt: { connections: 6 }, together: 3 });
    await Promise.all(tabs.map((tab) => tab.closed()));
    for (const tab of tabs) expectToldOnce(tab, "The project is over");
    expect(spared?.socket.connected).toBe(true);
    const events = (await readEvents()).filter(({ data }) => data.batch);
    expect(events.map(({ target }) => target.id).sort()).toEqual(ids.toSorted());
    for (const { action, data } of events) {
      expect(action).toBe("guest.locked");
      expect(data.together).toBe(3);
      expect(data).toMatchObject({
        batch: events[0]?.data.batch,
        reason: "The project is over",
        receipt: answer.receipt,
      });
    }
    expect(events[0]?.data.batch).toMatch(/^[0-9a-f-]{36}$/);
    await waitUntil(() => ids.every((id) => lastTold(admin, id)?.status === "locked"));
    for (const guest of guests) {
      expect(await guest.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });
    }
    spared?.close();
    admin.close();
  });

  it("are restored, extended and removed in the same way", async () => {
    const channel = await world.buildChannel();
    const guests = await buildGuests(2, [channel]);
    const [first, second] = guests as [Visitor, Visitor];
    const match = { channelId: channel.id };
    await world.lock(first.guest.id, "For now");

    const restored = await done({ action: "restore", match });
    expect(idsIn(restored)).toEqual([first.guest.id]);
    expect(restored.guests[0]).toMatchObject({ status: "active", lockReason: null });

    const end = await world.endSoon(first.guest.id);
    await waitUntil(async () => (await statusOf(first)) === "expired");
    await world.lock(second.guest.id);
    const expiresAt = new Date(Date.parse(end) + 3_600_000).toISOString();
    const before = await world.inviteGuest({ channels: [world.general] });
    const extended = await done({ action: "extend", match, expiresAt });
    expect(extended.guests).toMatchObject([{ id: first.guest.id, status: "active", expiresAt }]);
    const again = expectStatus(await first.post(`/api/invites/${before}/accept`), 200).body;
    expect(again.guest.channelIds).toEqual([channel.id]);
    expect(extended.receipt).toMatchObject({ connections: 0, confirmed: true });
    (await first.enter("acme")).close();
    const owner = world.owner;
    expectStatus(await owner.call("PATCH", "/api/workspaces/acme", { guestMaxDays: 7 }), 200);
    const far = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
    expect(await bulk({ action: "extend", match, expiresAt: far })).toMatchObject({ status: 400 });
    expectStatus(await owner.call("PATCH", "/api/workspaces/acme", { guestMaxDays: null }), 200);
    const unlimited = await done({ action: "extend", match, expiresAt: null });
    expect(unlimited.guests).toMatchObject([{ id: first.guest.id, expiresAt: null }]);

    const tab = await first.enter("acme");
    const removed = await done({ action: "remove", match, reason: "Thanks and goodbye" });
    expect(idsIn(removed)).toEqual(idsOf(guests).toSorted());
    expect(removed.receipt.connections).toBe(1);
    await tab.closed();
    expectToldOnce(tab, "Thanks and goodbye");
    expect(await statusOf(first)).toBeUndefined();
    expect(await first.connect("acme").refused()).toMatchObject({ code: "NOT_FOUND" });
    const actions = (await readEvents()).slice(0, 2).map(({ action }) => action);
    expect(actions).toEqual(["guest.removed", "guest.removed"]);
  });

  it("come back with their new names and everything that they had", async () => {
    const guests = await buildGuests(2);
    const match = { ids: idsOf(guests) };
    const [first] = guests as [Visitor, Visitor];
    const other = (
      await world.owner.post("/api/workspaces", { name: "B", slug: `b-${Date.now()}` })
    ).body;
    await world.owner
      .post("/api/admin/guest", {
        workspace: other.workspace.slug,
        channelIds: [other.channel.id],
      })
      .then(({ body }) => first.post(`/api/invites/${body.invite.token}/accept`));
    await done({ action: "revoke", match });
    const origin = { origin: world.server.url };
    const name = "Nadia Renamed";
    expectStatus(await first.post("/api/auth/update-user", { name }, origin), 200);
    const restored = await done({ action: "restore", match });
    expect(restored.guests.map(({ name }: Guest) => name)).toContain(name);
    const tab = await first.enter("acme");
    await tab.send(world.general.id, "I am back");
    tab.close();
  });
});

describe("who is meant", () => {
  it("is found by ids, domain, channel, sponsor, or is everybody; the preview changes nothing", async () => {
    const channel = await world.buildChannel();
    const admin = await world.buildMember({ role: "admin", name: "Ada Admin" });
    const [one, two] = (await buildGuests(2, [channel])) as [Visitor, Visitor];
    const made = await admin.post("/api/admin/guest", {
      workspace: "acme",
      channelIds: [world.general.id],
    });
    const stranger = await join(expectStatus(made, 201).body.invite.token, "Far@Away.Example");
    const tab = await two.enter("acme");
    const preview = async (match: object, action = "revoke") =>
      done({ action, match, preview: true });

    const inChannel = await preview({ channelId: channel.id });
    expect(inChannel.guests).toHaveLength(2);
    expect(inChannel.guests).toContainEqual({
      id: two.guest.id,
      name: two.name,
      email: two.email,
      status: "active",
      connections: 1,
    });
    expect(idsIn(await preview({ domain: "away.example" }))).toEqual([stranger.id]);
    expect(idsIn(await preview({ domain: "way.example" }))).toEqual([]);
    expect(idsIn(await preview({ sponsorId: stranger.sponsor?.id }))).toEqual([stranger.id]);
    expect(idsIn(await preview({ ids: [one.guest.id, one.guest.id] }))).toEqual([one.guest.id]);
    expect(idsIn(await preview({ all: true }))).toEqual(
      expect.arrayContaining([one.guest.id, two.guest.id, stranger.id]),
    );
    expect(idsIn(await preview({ channelId: channel.id }, "restore"))).toEqual([]);
    expect(idsIn(await preview({ channelId: channel.id }, "extend"))).toHaveLength(2);
    expect([await statusOf(one), await statusOf(two)]).toEqual(["active", "active"]);
    await world.lock(one.guest.id);
    expect(idsIn(await preview({ channelId: channel.id }, "extend"))).toEqual([two.guest.id]);
    tab.close();
  });

  it("is nobody of another workspace, whatever is asked for", async () => {
    const slug = `other-${Date.now()}`;
    const made = expectStatus(await world.owner.post("/api/workspaces", { name: "O", slug }), 201);
    const token = await world.owner
      .post("/api/admin/guest", { workspace: slug, channelIds: [made.body.channel.id] })
      .then(({ body }) => body.invite.token as string);
    const [guest] = (await buildGuests(1)) as [Visitor];
    const foreign = (await guest.post(`/api/invites/${token}/accept`)).body.guest as Guest;
    const elsewhere = await guest.enter(slug);

    expect(
      await bulk({ action: "revoke", match: { ids: [guest.guest.id, foreign.id] } }),
    ).toMatchObject({ status: 404, body: { error: "Guest not found", code: "NOT_FOUND" } });
    expect(await statusOf(guest)).toBe("active");
    const channelId = made.body.channel.id;
    for (const match of [{ channelId }, { sponsorId: foreign.sponsor?.id }, { all: true }]) {
      const { guests } = await done({ action: "revoke", match, preview: true });
      expect(guests.map(({ id }: Guest) => id)).not.toContain(foreign.id);
    }
    const byChannel = await done({ action: "revoke", match: { channelId: made.body.channel.id } });
    expect(byChannel).toEqual({
      success: true,
      guests: [],
      receipt: expect.objectContaining({ connections: 0, confirmed: true }),
    });
    await done({ action: "revoke", match: { ids: [guest.guest.id] } });
    expect(elsewhere.socket.connected).toBe(true);
    elsewhere.close();
  });

  it.each([
    ["no choice", { match: {} }],
    ["two choices", { match: { all: true, domain: "client.example" } }],
    ["a misspelled choice", { match: { domains: "client.example" } }],
    ["all that is false", { match: { all: false } }],
    ["no ids", { match: { ids: [] } }],
    ["an unknown field", { match: { all: true }, dryRun: true }],
    ["an unknown action", { action: "ban", match: { all: true } }],
    ["an extension without an end", { action: "extend", match: { all: true } }],
    [
      "an end that has passed",
      { action: "extend", match: { all: true }, expiresAt: "2020-01-01T00:00:00Z" },
    ],
    ["an end for a revocation", { match: { all: true }, expiresAt: "2090-01-01T00:00:00Z" }],
  ])("is refused, and nothing happens: %s", async (_, wish) => {
    const before = (await readEvents())[0]?.id;
    expect(await bulk({ action: "revoke", ...wish })).toMatchObject({
      status: 400,
      body: { code: "VALIDATION" },
    });
    expect((await readEvents())[0]?.id).toBe(before);
  });
});

const REMOVED = "DELETE FROM guest WHERE id = $1";
it.each([
  ["revoke", "active"],
  ["remove", "active"],
  ["restore", "locked"],
  ["extend", "active"],
])(
  "nobody is concerned by %s if one who was named is removed meanwhile",
  async (action, status) => {
    const guests = (await buildGuests(2)) as [Visitor, Visitor];
    const [stays, goes] = guests;
    const match = { ids: idsOf(guests) };
    if (action === "restore") await done({ action: "revoke", match });
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const end = action === "extend" && { expiresAt };
    const database = await openPendingChanges(world.databaseUrl);
    const answer = await database.overtake(REMOVED, [goes.guest.id], () =>
      bulk({ action, match, ...end }),
    );
    await database.close();
    expect(answer).toMatchObject({ status: 404, body: { error: "Guest not found" } });
    expect(await readGuest(stays)).toMatchObject({ status, expiresAt: null });
  },
);

it("extending leaves out who was revoked meanwhile, as who was revoked before", async () => {
  const guests = (await buildGuests(2)) as [Visitor, Visitor];
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const wish = { action: "extend", match: { ids: idsOf(guests) }, expiresAt };
  const database = await openPendingChanges(world.databaseUrl);
  const locked = "UPDATE guest SET locked_at = now() WHERE id = $1";
  const answer = await database.overtake(locked, [guests[1].guest.id], () => bulk(wish));
  await database.close();
  expect(idsIn(expectStatus(answer, 200).body)).toEqual([guests[0].guest.id]);
  expect(await readGuest(guests[1])).toMatchObject({ status: "locked", expiresAt: null });
});

describe("the invitations of many", () => {
  it("are named beforehand and withdrawn once each, or kept", async () => {
    const shared = await world.inviteGuest({ maxUses: 9 });
    const guests = await Promise.all([join(shared), join(shared)]);
    const match = { ids: guests.map(({ id }) => id) };
    const preview = await done({ action: "revoke", match, preview: true });
    expect(preview.invites).toMatchObject([{ maxUses: 9, uses: 2, why: ["came"] }]);
    const spared = await done({ action: "revoke", match, keepInvites: true, preview: true });
    expect(spared.invites).toEqual([]);

    const kept = await done({ action: "revoke", match, keepInvites: true });
    expect(kept.receipt.invites).toBe(0);
    const { receipt } = await done({ action: "revoke", match });
    expect(receipt.invites).toBe(1);
    const withdrawn = (await readEvents()).filter(
      ({ action }) => action === "guest.invite_withdrawn",
    );
    expect(withdrawn).toHaveLength(1);
    const [{ data }] = withdrawn as [AuditEvent];
    expect(match.ids).toContain((data.endedWith as { id: string }).id);
    expect(data.batch).toBeTruthy();
    const late = await acceptAnew(shared);
    expect(late).toMatchObject({ status: 410, body: { code: "INVITE_GONE" } });
  });
});

function expectToldOnce(tab: Connection, reason: string): void {
  const notice = tab.seen.findIndex(({ event }) => event === "guest:locked");
  expect(tab.of("guest:locked")).toMatchObject([{ reason }]);
  expect(tab.seen.slice(notice + 1)).toEqual([]);
  expect(tab.closedBecause).toBe("io server disconnect");
}

function lastTold(admin: Connection, guestId: string): Guest | undefined {
  return admin
    .of("guest:updated")
    .map(({ guest }) => guest as Guest)
    .findLast(({ id }) => id === guestId);
}

let serial = 0;

function acceptAnew(token: string, email = `crowd${++serial}@crowd.example`) {
  const account = { name: "Newcomer", email, password: "correct horse battery" };
  return new Person(world.server.url).post(`/api/invites/${token}/accept`, account);
}

async function join(token: string, email?: string): Promise<Guest> {
  return expectStatus(await acceptAnew(token, email), 200).body.guest;
}
