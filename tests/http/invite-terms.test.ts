import { afterEach, describe, expect, it } from "vitest";
import type { AuditEvent, Guest, GuestInvite } from "@/lib/api-types";
import { readRow } from "../support/drills";
import { openPendingChanges } from "../support/pending-change";
import { type Answer, type Json, Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
let serial = 0;
const newcomer = (domain = "client.example") =>
  new Person(world.server.url, "New Comer", `term${++serial}@${domain}`);

const post = (wish: object) => world.owner.post("/api/admin/guest", { workspace: "acme", ...wish });
const wish = (more: object = {}) => post({ channelIds: [world.general.id], ...more });
async function invite(more: object = {}): Promise<{ id: string; token: string }> {
  return expectStatus(await wish(more), 201).body.invite;
}
const accept = (person: Person, { token }: { token: string }): Promise<Answer> => {
  const { name, email, password, cookie } = person;
  const body = cookie === "" ? { name, email, password } : {};
  return person.post(`/api/invites/${token}/accept`, body);
};
const admit = async (made: { token: string }, person = newcomer()): Promise<Guest> =>
  expectStatus(await accept(person, made), 200).body.guest;
const findInvite = async (id: string): Promise<GuestInvite> =>
  (await world.owner.get("/api/admin/guest?workspace=acme")).body.invites.find(
    (one: Json) => one.id === id,
  );
const settle = async (settings: object) =>
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", settings), 200);
const refusedAt = ({ status, body }: Answer) => [status, body.code, body.issues?.[0]?.path];
const change = (guest: Guest, body: object) =>
  world.owner.call("PATCH", `/api/admin/guest/${guest.id}`, body);
const daysIn = ({ channels }: Guest, id: string): number | null => {
  const end = channels.find((channel) => channel.id === id)?.expiresAt;
  return end ? (Date.parse(end) - Date.now()) / DAY_MS : null;
};
const daysLeft = ({ expiresAt }: Guest) => (Date.parse(expiresAt ?? "") - Date.now()) / DAY_MS;

afterEach(() => settle({ guestMaxDays: null, guestDomains: [], guestHistory: "all" }));

describe("an invitation", () => {
  it("says for each channel how much of its past is read, and until when", async () => {
    const other = await world.buildChannel();
    const expiresAt = inDays(2);
    await settle({ guestHistory: "joining" });
    const channels = [{ id: world.general.id }, { id: other.id, history: "all", expiresAt }];
    const made = expectStatus(await post({ channels }), 201).body.invite;
    const { channels: kept } = await findInvite(made.id);
    expect(new Set(kept)).toEqual(
      new Set([
        { id: world.general.id, history: "joining", expiresAt: null },
        { id: other.id, history: "all", expiresAt },
      ]),
    );
    const plain = await invite();
    expect((await findInvite(plain.id)).channels).toMatchObject([{ history: "joining" }]);
    expect((await eventsOn(made.id))[0]).toMatchObject({
      action: "guest.invited",
      data: {
        expiresAt: null,
        terms: [
          { id: world.general.id, history: "joining", expiresAt: null },
          { id: other.id, history: "all", expiresAt },
        ],
      },
    });
    expect((await eventsOn(plain.id))[0]?.data).toMatchObject({ terms: [{ history: "joining" }] });
    const guest = newcomer();
    await admit(plain, guest);
    const { id, channelIds, channels: has } = await admit(made, guest);
    expect(channelIds).toHaveLength(2);
    // What the second one adds, with its terms.
    const [joined] = await eventsOn(id);
    expect(joined?.data).toMatchObject({
      channelsAdded: [other.id],
      terms: has.filter((one) => one.id === other.id),
    });
  });

  it("can say how many messages would be read, without deleted ones, and counts no further than it must", async () => {
    const [one, two] = [await world.buildChannel(), await world.buildChannel()];
    const member = await world.buildMember();
    const hidden = expectStatus(
      await member.post("/api/workspaces/acme/channels", { name: "kept", visibility: "private" }),
      201,
    ).body.channel;
    await member.post(`/api/channels/${hidden.id}/messages`, { body: "Not for admins" });
    const tab = await world.owner.enter("acme");
    const sent = [await tab.send(one.id, "1"), await tab.send(one.id, "2")];
    await tab.send(two.id, "3");
    await tab.emit("message:delete", { messageId: sent[0]?.id });
    tab.close();
    const ids = [one.id, two.id, hidden.id].join(",");
    const count = async () =>
      (await world.owner.get(`/api/admin/guest/earlier?workspace=acme&channelIds=${ids}`)).body;
    expect(await count()).toEqual({ count: 2, isMore: false });
    await readRow(
      world.databaseUrl,
      `INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id)
        SELECT gen_random_uuid(), m.channel_id, n, n, m.author_id, false, 'old', gen_random_uuid()
        FROM message m, generate_series(10, 10100) n WHERE m.id = '${sent[1]?.id}'`,
    );
    // One of those that were looked at is the deleted one.
    expect(await count()).toEqual({ count: 9_999, isMore: true });
  });

  it("gives no channel whose own end has come", async () => {
    const other = await world.buildChannel();
    let soon = "";
    let answer: Answer | undefined;
    // On a busy machine the time may be in the past when the request arrives.
    for (let inMs = 500; answer?.status !== 201 && inMs < 10_000; inMs *= 2) {
      soon = new Date(Date.now() + inMs).toISOString();
      const channels = [{ id: world.general.id }, { id: other.id, expiresAt: soon }];
      answer = await post({ channels });
    }
    const made = answer?.body.invite;
    await expect.poll(() => new Date().toISOString() > soon).toBe(true);
    expect((await admit(made)).channelIds).toEqual([world.general.id]);
  });

  it("names its channels in one of two ways, each once, with ends that are ahead", async () => {
    const [id, channelIds] = [world.general.id, [world.general.id]];
    const cases: [object, string][] = [
      [{}, "channelIds"],
      [{ channelIds, channels: [{ id }] }, "channelIds"],
      [{ channels: [] }, "channels"],
      [{ channels: [{ id }, { id }] }, "channels"],
      [{ channels: [{ id, expiresAt: inDays(-1) }] }, "channels.0.expiresAt"],
      [{ channels: [{ id, history: "none" }] }, "channels.0.history"],
      [{ channels: [{ id, until: inDays(1) }] }, "channels.0.until"],
      [{ channelIds, domains: [] }, "domains"],
      [{ channelIds, domains: ["client"] }, "domains.0"],
      [{ channelIds, linkDays: 0 }, "linkDays"],
      [{ channelIds, email: "x@client.example", domains: ["else.example"] }, "email"],
    ];
    for (const [body, path] of cases) {
      expect(refusedAt(await post(body))).toEqual([400, "VALIDATION", path]);
    }
    const hidden = await post({ channels: [{ id: "none" }] });
    expect([hidden.status, hidden.body.code]).toEqual([404, "NOT_FOUND"]);
  });

  it("lives as long as was said", async () => {
    const { linkExpiresAt } = await findInvite((await invite({ linkDays: 3 })).id);
    expect(Date.parse(linkExpiresAt) - Date.now()).toBeGreaterThan(3 * DAY_MS - 60_000);
    expect(Date.parse(linkExpiresAt) - Date.now()).toBeLessThanOrEqual(3 * DAY_MS);
  });

  it("for domains lets in nobody else, told before anything is looked up", async () => {
    const made = await invite({ domains: ["Client.example", "partner.example"], maxUses: 9 });
    expect(await findInvite(made.id)).toMatchObject({
      domains: ["client.example", "partner.example"],
    });
    for (const domain of ["sub.client.example", "notclient.example", "client.example.org"]) {
      const refused = await accept(newcomer(domain), made);
      expect([refused.status, refused.body.code]).toEqual([403, "FORBIDDEN"]);
    }
    const known = await world.buildMember();
    const stranger = new Person(world.server.url, "X", known.email, "a wrong password");
    expect(await accept(stranger, made)).toMatchObject({ status: 403 });
    const page = (await (await world.buildGuest()).get(`/invite/${made.token}`)).body as string;
    expect(page).toContain("client.example");
    expect(page).not.toContain("general");
    await admit(made, newcomer("CLIENT.Example"));
    await admit(made, newcomer("partner.example"));
    expect((await findInvite(made.id)).uses).toBe(2);
  });

  it("gives a guest who is in already its channels no longer than it gives access", async () => {
    const [day, half, rest] = [
      await world.buildChannel(),
      await world.buildChannel(),
      await world.buildChannel(),
    ];
    const person = newcomer();
    const { expiresAt } = await admit(await invite({ accessHours: 24 * 300 }), person);
    const channels = [{ id: day.id }, { id: half.id, expiresAt: inDays(0.5) }];
    const short = expectStatus(await post({ channels, accessHours: 24 }), 201).body.invite;
    const gained = await admit(short, person);
    expect(gained.expiresAt).toBe(expiresAt);
    expect(daysIn(gained, day.id)).toBeCloseTo(1, 2);
    expect(daysIn(gained, half.id)).toBeCloseTo(0.5, 2);
    expect(daysIn(gained, world.general.id)).toBeNull();
    const long = await invite({ channelIds: [rest.id], expiresAt: inDays(301) });
    expect(daysIn(await admit(long, person), rest.id)).toBeNull();
  });

  it("of a guest who is in already widens nothing for another domain", async () => {
    const guest = await world.buildGuest();
    const other = await world.buildChannel();
    const made = await invite({ channelIds: [other.id], domains: ["client.example"] });
    expect(await accept(guest, made)).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  });

  it("names who answers for its guests, a member of the workspace", async () => {
    const [member, guest] = [await world.buildMember(), await world.buildGuest()];
    const { people } = (await world.owner.get("/api/workspaces/acme/people")).body;
    const { id } = people.find(({ name }: Json) => name === member.name);
    const made = await invite({ sponsorId: id });
    const sponsor = { id, name: member.name };
    expect(await findInvite(made.id)).toMatchObject({ sponsor });
    expect(await admit(made)).toMatchObject({ sponsor, invitedBy: { name: world.owner.name } });
    for (const sponsorId of ["nobody", guest.guest.userId]) {
      expect(refusedAt(await wish({ sponsorId }))).toEqual([400, "VALIDATION", "sponsorId"]);
    }
  });
});

const manage = (method: string, { id }: { id: string }, body?: object, rest = "") =>
  world.owner.call(method, `/api/admin/invite/${id}${rest}?workspace=acme`, body);
const alter = (made: { id: string }, body: object) => manage("PATCH", made, body);
const renew = (made: { id: string }, body?: object) => manage("POST", made, body, "/link");
const eventsOn = async (id: string): Promise<AuditEvent[]> =>
  (await world.owner.get(`/api/admin/audit?workspace=acme&target=${id}`)).body.events;

describe("a pending invitation", () => {
  it("is changed in everything but its address, on record, and keeps its link", async () => {
    const other = await world.buildChannel();
    const made = await invite({ accessHours: 48 });
    const expiresAt = inDays(5);
    const wished = {
      channels: [{ id: other.id, history: "joining", expiresAt: inDays(1) }],
      domains: ["client.example"],
      expiresAt,
      maxUses: 4,
      linkDays: 30,
    };
    const tab = await world.owner.enter("acme");
    const { invite: changed } = expectStatus(await alter(made, wished), 200).body;
    const { linkDays: _, ...kept } = wished;
    expect(changed).toMatchObject({ ...kept, id: made.id, accessHours: null });
    expect(Date.parse(changed.linkExpiresAt) - Date.now()).toBeGreaterThan(29 * DAY_MS);
    expect(await tab.next("invite:updated")).toEqual({ invite: changed });
    tab.close();
    const [event] = await eventsOn(made.id);
    expect(event).toMatchObject({
      action: "guest.invite_changed",
      actor: { name: world.owner.name },
      data: {
        ...{ channelIds: [other.id], terms: wished.channels, expiresAt },
        ...{ domains: ["client.example"], maxUses: 4, linkDays: 30 },
      },
    });
    const admitted = await admit(made);
    expect(admitted).toMatchObject({ channelIds: [other.id], expiresAt });
    const [joined] = await eventsOn(admitted.id);
    expect(joined).toMatchObject({
      action: "guest.joined",
      data: { channelIds: [other.id], expiresAt, terms: admitted.channels },
    });
    for (const [body, path] of [
      [{ maxUses: 1 }, "maxUses"],
      [{ expiresAt: inDays(-1) }, "expiresAt"],
      [{ sponsorId: "nobody" }, "sponsorId"],
      [{ email: "x@client.example" }, "email"],
    ] as const) {
      expect(refusedAt(await alter(made, body))).toEqual([400, "VALIDATION", path]);
    }
    const back = await alter(made, { channelIds: [world.general.id, other.id], domains: null });
    expect(back.body.invite).toMatchObject({ domains: null });
    expect(new Set(back.body.invite.channels)).toEqual(
      new Set([
        { id: other.id, history: "joining", expiresAt: wished.channels[0]?.expiresAt },
        { id: world.general.id, history: "all", expiresAt: null },
      ]),
    );
    await admit(made, newcomer("else.example"));
  });

  it("takes only what its maker and whoever changes it can both give", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const [theirs, mine] = [
      await world.buildChannel({ visibility: "private", by: admin }),
      await world.buildChannel({ visibility: "private" }),
    ];
    const made = await invite({ channelIds: [world.general.id, mine.id] });
    const path = `/api/admin/invite/${made.id}?workspace=acme`;
    const alterAs = (channelIds: string[]) => admin.call("PATCH", path, { channelIds });
    expect(await alterAs([world.general.id, theirs.id])).toMatchObject({
      status: 400,
      body: { code: "VALIDATION", issues: [{ path: "channelIds" }] },
    });
    const third = await world.buildChannel({ visibility: "private" });
    expect(await alterAs([world.general.id, third.id])).toMatchObject({ status: 404 });
    expectStatus(await alterAs([world.general.id, mine.id]), 200);
    expect((await admit(made)).channelIds).toHaveLength(2);
  });

  it("opens no private channel to an admin who is not in it", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const mine = await world.buildChannel({ visibility: "private" });
    const expiresAt = inDays(2);
    const terms = { id: mine.id, history: "joining", expiresAt };
    const made = expectStatus(await post({ channels: [terms], maxUses: 2 }), 201).body.invite;
    const path = `/api/admin/invite/${made.id}`;
    const alterAs = (wish: object) =>
      admin.call("PATCH", `${path}?workspace=acme`, { channels: [{ ...terms, ...wish }] });
    for (const more of [
      { history: "all" },
      { history: undefined },
      { expiresAt: inDays(3) },
      { expiresAt: undefined },
    ]) {
      expect(await alterAs(more)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    }
    expectStatus(await alterAs({ expiresAt: inDays(1) }), 200);
    const link = await admin.post(`${path}/link?workspace=acme`);
    expect([link.status, link.body.code]).toEqual([403, "FORBIDDEN"]);
    expect(link.body.hint).toContain(world.owner.name);
    expectStatus(await renew(made), 201);
  });

  it("is kept within the workspace's limits when it is changed", async () => {
    const made = await invite({ email: "limits@client.example" });
    await settle({ guestMaxDays: 7, guestDomains: ["client.example"] });
    expect(refusedAt(await alter(made, { accessHours: 24 * 8 }))[2]).toBe("accessHours");
    expect(refusedAt(await alter(made, { expiresAt: inDays(8) }))[2]).toBe("expiresAt");
    const channels = [{ id: world.general.id, expiresAt: inDays(8) }];
    expect(refusedAt(await alter(made, { channels }))[2]).toBe("channels.0.expiresAt");
    expect(refusedAt(await alter(made, { domains: ["else.example"] }))[2]).toBe("domains");
    await settle({ guestDomains: ["else.example"] });
    expect(refusedAt(await renew(made))).toEqual([400, "VALIDATION", "email"]);
  });

  it("gets a new link, and the old one stops at once", async () => {
    const made = await invite({ maxUses: 3, linkDays: 1 });
    await admit(made);
    const { invite: renewed } = expectStatus(await renew(made, { linkDays: 20 }), 201).body;
    expect(renewed).toEqual({
      id: made.id,
      token: expect.any(String),
      url: `${world.server.url}/invite/${renewed.token}`,
      linkExpiresAt: expect.any(String),
    });
    expect(await accept(newcomer(), made)).toMatchObject({ status: 404 });
    await admit(renewed);
    const kept = await findInvite(made.id);
    expect(kept.uses).toBe(2);
    expect(Date.parse(kept.linkExpiresAt) - Date.now()).toBeGreaterThan(19 * DAY_MS);
    expect((await eventsOn(made.id))[0]).toMatchObject({ action: "guest.invite_renewed" });
  });

  it("that has ended is neither changed nor renewed, and one for a member is not found", async () => {
    const made = await invite();
    await admit(made);
    for (const answer of [await alter(made, { linkDays: 3 }), await renew(made)]) {
      expect([answer.status, answer.body.code]).toEqual([410, "INVITE_GONE"]);
    }
    const member = (await world.owner.post("/api/workspaces/acme/invites", { role: "member" })).body
      .invite;
    for (const answer of [await alter(member, { maxUses: 9 }), await renew(member)]) {
      expect([answer.status, answer.body.code]).toEqual([404, "NOT_FOUND"]);
    }
  });

  it("gives somebody about whom an admin has decided since nothing more by a change", async () => {
    const other = await world.buildChannel();
    const made = await invite({ maxUses: 3 });
    const guest = newcomer();
    const { id, channelIds } = await admit(made, guest);
    expectStatus(
      await world.owner.call("PATCH", `/api/admin/guest/${id}`, { channelIds, keepInvites: true }),
      200,
    );
    expectStatus(await alter(made, { channelIds: [world.general.id, other.id] }), 200);
    expect((await admit(made, guest)).channelIds).toEqual([world.general.id]);
    const renewed = expectStatus(await renew(made), 201).body.invite;
    expect((await admit(renewed, guest)).channelIds).toHaveLength(2);
  });
});

describe("whoever made an invitation", () => {
  it("hears at once who came in by it and how many more can, and finds it later", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const [maker, other] = await Promise.all([world.owner.enter("acme"), admin.enter("acme")]);
    const made = await invite({ maxUses: 2 });
    const heard = async (left: number, name: string) => {
      const invitation = { id: made.id, role: "guest", email: null, left };
      const news = { invite: invitation, by: { name } };
      await expect.poll(() => maker.of("invite:accepted").at(-1)).toEqual(news);
    };
    await admit(made, new Person(world.server.url, "Gwen", "gwen@client.example"));
    await heard(1, "Gwen");
    expect((await findInvite(made.id)).lastUse).toMatchObject({ name: "Gwen" });
    await admit(made, new Person(world.server.url, "Gus", "gus@client.example"));
    await heard(0, "Gus");
    const withdrawn = await invite({ email: "late@client.example" });
    expectStatus(await manage("DELETE", withdrawn), 200);
    const { invites } = (await world.owner.get("/api/admin/invite?workspace=acme")).body;
    expect(invites.slice(0, 2)).toMatchObject([
      { id: withdrawn.id, how: "withdrawn", email: "late@client.example", people: [] },
      { id: made.id, how: "used", people: [{ name: "Gus" }, { name: "Gwen" }] },
    ]);
    expect(other.of("invite:accepted")).toEqual([]);
    maker.close();
    other.close();
  });
});

describe("a workspace with a longest access", () => {
  it("refuses what is longer, and gives it where no end is said", async () => {
    const before = await invite({ accessHours: 24 * 30, maxUses: 2 });
    const open = await invite();
    await settle({ guestMaxDays: 7 });
    const { id } = world.general;
    const longer: [object, string][] = [
      [{ channelIds: [id], expiresAt: inDays(7.1) }, "expiresAt"],
      [{ channelIds: [id], accessHours: 24 * 7 + 1 }, "accessHours"],
      [{ channels: [{ id, expiresAt: inDays(8) }] }, "channels.0.expiresAt"],
    ];
    for (const [body, path] of longer) {
      expect(refusedAt(await post(body))).toEqual([400, "VALIDATION", path]);
    }
    await invite({ accessHours: 24 * 7 });
    for (const made of [await invite(), before, open]) {
      const guest = await admit(made);
      expect(daysLeft(guest)).toBeGreaterThan(6.99);
      expect(daysLeft(guest)).toBeLessThanOrEqual(7);
    }
    expect(daysLeft(await admit(await invite({ expiresAt: inDays(2) })))).toBeLessThan(2);
  });

  it("gives nothing longer while a limit is being set", async () => {
    const made = await invite();
    const database = await openPendingChanges(world.databaseUrl);
    const whileLimited = <T>(ask: () => Promise<T>) =>
      database.overtake("UPDATE organization SET guest_max_days = 1 WHERE slug = 'acme'", [], ask);
    const accepted = await whileLimited(() => accept(newcomer(), made));
    expect(daysLeft(expectStatus(accepted, 200).body.guest)).toBeLessThanOrEqual(1);
    await settle({ guestMaxDays: null });
    expect(refusedAt(await whileLimited(() => wish({ accessHours: 48 })))[2]).toBe("accessHours");
    await database.close();
  });

  it("extends nobody beyond it", async () => {
    const guest = await admit(await invite());
    expect(guest.expiresAt).toBeNull();
    await settle({ guestMaxDays: 7 });
    expect(refusedAt(await change(guest, { expiresAt: inDays(8) }))[2]).toBe("expiresAt");
    const channels = [{ id: world.general.id, expiresAt: inDays(8) }];
    expect(refusedAt(await change(guest, { channels }))[2]).toBe("channels.0.expiresAt");
    const untouched = expectStatus(await change(guest, { channelIds: guest.channelIds }), 200);
    expect(untouched.body.guest.expiresAt).toBeNull();
    const { body } = expectStatus(await change(guest, { expiresAt: null }), 200);
    expect(daysLeft(body.guest)).toBeGreaterThan(6.99);
    expect(daysLeft(body.guest)).toBeLessThanOrEqual(7);
    await settle({ guestMaxDays: null });
    expect((await change(guest, { expiresAt: null })).body.guest.expiresAt).toBeNull();
  });

  it("gives a guest from before it no further channel for longer", async () => {
    const [one, two] = [await world.buildChannel(), await world.buildChannel()];
    const person = newcomer();
    const guest = await admit(await invite(), person);
    await settle({ guestMaxDays: 7 });
    const set = async (expiresAt?: string | null) => {
      const channels = [{ id: world.general.id }, { id: one.id, expiresAt }];
      return expectStatus(await change(guest, { channels }), 200).body.guest as Guest;
    };
    const gained = await set();
    expect(gained.expiresAt).toBeNull();
    expect(daysIn(gained, world.general.id)).toBeNull();
    expect(daysIn(gained, one.id)).toBeCloseTo(7, 2);
    expect(daysIn(await set(inDays(2)), one.id)).toBeCloseTo(2, 2);
    expect(daysIn(await set(null), one.id)).toBeCloseTo(7, 2);
    const widened = await admit(await invite({ channelIds: [two.id] }), person);
    expect(widened.expiresAt).toBeNull();
    expect(daysIn(widened, two.id)).toBeCloseTo(7, 2);
    expectStatus(await change(guest, { expiresAt: null }), 200);
    const channels = [world.general, one, two].map(({ id }) => ({ id, expiresAt: null }));
    const ended = expectStatus(await change(guest, { channels }), 200).body.guest;
    expect(daysIn(ended, one.id)).toBeNull();
  });
});

describe("a workspace with domains for its guests", () => {
  it("refuses others when they are invited, and when they accept", async () => {
    const before = await invite({ domains: ["client.example", "else.example"], maxUses: 5 });
    const only = await invite({ domains: ["else.example"] });
    const plain = await invite({ maxUses: 5 });
    await settle({ guestDomains: ["Client.example"] });
    expect(refusedAt(await wish({ email: "x@else.example" }))[2]).toBe("email");
    expect(refusedAt(await wish({ domains: ["client.example", "else.example"] }))[2]).toBe(
      "domains",
    );
    const contrary = await wish({ email: "x@client.example", domains: ["client.example"] });
    expect(contrary.status).toBe(201);
    for (const made of [before, plain]) {
      const refused = await accept(newcomer("else.example"), made);
      expect([refused.status, refused.body.code]).toEqual([403, "FORBIDDEN"]);
      await admit(made);
    }
    expect((await accept(newcomer("else.example"), only)).status).toBe(410);
    const member = (await world.owner.post("/api/workspaces/acme/invites", { role: "member" })).body
      .invite;
    expectStatus(await accept(newcomer("else.example"), member), 200);
  });
});
