import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest, GuestChannel, Person as Known } from "@/lib/api-types";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import type { Answer, Person } from "../support/person";
import { findFaults, readExport } from "../support/record";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** Guests who become members, and members who become guests. On Postgres: PGlite would hide the races. */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let admin: Person;
let secret: Channel;
let database: PendingChanges;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  admin = await world.buildMember({ role: "admin" });
  secret = await world.buildChannel({ visibility: "private" });
  await join(admin, secret);
});
afterAll(() => database.close());

const userIdOf = async (person: Person): Promise<string> =>
  (await person.get("/api/auth/get-session")).body.user.id;
const join = async (person: Person, { id }: Channel) =>
  expectStatus(
    await world.owner.post(`/api/channels/${id}/people`, { userId: await userIdOf(person) }),
    201,
  );
const say = async (by: Person, channel: Channel, body: string): Promise<string> =>
  expectStatus(await by.post(`/api/channels/${channel.id}/messages`, { body }), 201).body.message
    .id;
const read = (by: Person, { id }: Channel) => by.get(`/api/channels/${id}/messages`);
const textsOf = async (by: Person, channel: Channel): Promise<string[]> =>
  expectStatus(await read(by, channel), 200).body.messages.map((one: { body: string }) => one.body);
const peopleOf = async (by: Person): Promise<Known[]> =>
  expectStatus(await by.get("/api/workspaces/acme/people"), 200).body.people;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function eventOf(action: string, targetId: string): Promise<AuditEvent | undefined> {
  const { body } = await world.owner.get(`/api/admin/audit?workspace=acme&target=${targetId}`);
  return (body.events as AuditEvent[]).find((one) => one.action === action);
}

const promote = (by: Person, guestId: string): Promise<Answer> =>
  by.post(`/api/admin/guest/${guestId}/promote`, { role: "member" });

async function demote(by: Person, whom: Person, wish: object): Promise<Answer> {
  return by.post(`/api/workspaces/acme/members/${await memberIdOf(whom)}/demote`, wish);
}

async function memberIdOf({ email }: Person): Promise<string> {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  return members.find((one: { email: string }) => one.email === email)?.id;
}

describe("a guest who becomes a member", () => {
  it("is the same person, whose connections are cut and come back as a member's", async () => {
    const guest = await world.buildGuest({ channels: [secret] });
    const heard = await admin.enter("acme");
    const own = await say(guest, secret, "mine");
    const tab = await guest.enter("acme");
    const { success, member, receipt } = expectStatus(
      await promote(admin, guest.guest.id),
      200,
    ).body;
    expect([success, member.userId, member.role, member.email]).toEqual([
      true,
      guest.guest.userId,
      "member",
      guest.email,
    ]);
    expect(receipt).toMatchObject({ connections: 1, confirmed: true });
    expect(tab.of("access:changed")).toEqual([{ code: "FORBIDDEN" }]);
    await tab.closed();

    const back = await guest.enter("acme");
    expect(back.ready.as).toBe("member");
    expect((await back.emit("message:edit", { messageId: own, body: "still mine" })).ok).toBe(true);
    expect(await textsOf(guest, secret)).toEqual(["still mine"]);
    expectStatus(await read(guest, world.general), 200);
    const me = (await peopleOf(guest)).find(({ id }) => id === guest.guest.userId);
    expect(me?.as).toBe("member");
    const { guests } = (await admin.get("/api/admin/guest?workspace=acme")).body;
    expect(guests.map((one: Guest) => one.id)).not.toContain(guest.guest.id);
    await waitUntil(() =>
      heard
        .of("person:updated")
        .some(({ person }) => person.id === guest.guest.userId && person.as === "member"),
    );
    expect(await eventOf("guest.promoted", guest.guest.id)).toMatchObject({
      actor: { name: admin.name },
      data: { role: "member", memberId: member.id, receipt },
    });
    for (const one of [heard, back]) one.close();
  });

  it("has everything of the channels that they are in, and nothing ends there", async () => {
    const over = await world.buildChannel({ visibility: "private" });
    const guest = await world.buildGuest({ channels: [secret, over] });
    const terms = (ends: string, channel: Channel) =>
      database.query(
        `UPDATE channel_member SET history_from = now(), expires_at = now() + $3::interval
          WHERE user_id = $1 AND channel_id = $2`,
        [guest.guest.userId, channel.id, ends],
      );
    await terms("1 hour", secret);
    await terms("-1 hour", over);
    expectStatus(await promote(admin, guest.guest.id), 200);
    const left = await database.query(
      "SELECT channel_id FROM channel_member WHERE user_id = $1 AND (history_from IS NOT NULL OR expires_at IS NOT NULL)",
      [guest.guest.userId],
    );
    expect(left).toEqual([]);
    expectStatus(await read(guest, secret), 200);
    expectStatus(await read(guest, over), 404);
    // The sweep, which looks each second, may have been there first: then the end is an event of its own.
    const { body } = await world.owner.get(
      `/api/admin/audit?workspace=acme&target=${guest.guest.id}`,
    );
    const removed = (body.events as AuditEvent[]).flatMap(({ data }) => data.channelsRemoved ?? []);
    expect(removed).toEqual([over.id]);
  });

  it("is let in first if they are cut off: otherwise 409, and nothing changes", async () => {
    const guest = await world.buildGuest({ channels: [secret] });
    await world.lock(guest.guest.id, "Enough");
    const refused = await promote(admin, guest.guest.id);
    expect([refused.status, refused.body.code]).toEqual([409, "CONFLICT"]);
    expect(refused.body.error).toContain("Restore");
    expect((await read(guest, secret)).body.code).toBe("GUEST_LOCKED");
  });

  it("gets no private channel back that their time had run out in", async () => {
    const guest = await world.buildGuest({ channels: [secret] });
    const statement = "UPDATE guest SET expires_at = clock_timestamp() WHERE id = $1";
    await database.query(statement, [guest.guest.id]);
    expectStatus(await promote(admin, guest.guest.id), 200);
    expectStatus(await read(guest, secret), 404);
    expectStatus(await read(guest, world.general), 200);
  });
});

describe("a member who becomes a guest", () => {
  it("keeps the chosen channels and their messages, and loses the rest", async () => {
    const person = await world.buildMember();
    const mate = await world.buildMember();
    const apart = await world.buildChannel({ visibility: "private" });
    for (const channel of [secret, apart]) await join(person, channel);
    await say(admin, secret, "before");
    const own = await say(person, secret, "mine");
    const userIds = [await userIdOf(mate)];
    const direct = expectStatus(await person.post("/api/workspaces/acme/direct", { userIds }), 201)
      .body.channel;
    const tab = await person.enter("acme");
    const memberId = await memberIdOf(person);
    const expiresAt = inHours(5);
    const answer = await demote(admin, person, {
      channels: [
        { id: secret.id },
        { id: world.general.id, history: "joining", expiresAt: inHours(2) },
      ],
      expiresAt,
    });
    const { success, guest, receipt } = expectStatus(answer, 200).body;
    expect(success).toBe(true);
    expect(guest).toMatchObject({ email: person.email, status: "active", expiresAt });
    expect(new Set(guest.channelIds)).toEqual(new Set([secret.id, world.general.id]));
    expect(guest.sponsor.name).toBe(admin.name);
    const terms = guest.channels.find((one: Channel) => one.id === world.general.id);
    expect(terms.historyFrom).not.toBeNull();
    expect(terms.expiresAt).not.toBeNull();
    expect(guest.channels.find((one: Channel) => one.id === secret.id)).toEqual({
      id: secret.id,
      historyFrom: null,
      expiresAt: null,
    });
    expect(receipt).toMatchObject({ connections: 1, confirmed: true });
    expect(tab.of("access:changed")).toEqual([{ code: "FORBIDDEN" }]);
    await tab.closed();

    const back = await person.enter("acme");
    expect(back.ready.as).toBe("guest");
    expect(new Set(back.ready.channels.map(({ id }) => id))).toEqual(new Set(guest.channelIds));
    expect((await back.emit("message:edit", { messageId: own, body: "still mine" })).ok).toBe(true);
    expect(await textsOf(person, secret)).toEqual(["still mine", "before", "still mine"]);
    for (const gone of [apart, direct]) expectStatus(await read(person, gone), 404);
    const demoted = await eventOf("member.demoted", memberId);
    expect(demoted).toMatchObject({
      actor: { name: admin.name },
      data: { guestId: guest.id, receipt, expiresAt },
    });
    // Whoever reads the record sees what they were given, and not only of how many channels.
    expect(new Set(demoted?.data.terms as GuestChannel[])).toEqual(new Set(guest.channels));
    // How they became a guest, and what that cut came to, is the beginning of what is known of the guest.
    const proof = await readExport(world.owner, `/api/admin/guest/${guest.id}/proof`);
    expect(proof.lines.map(({ action }) => action)).toEqual([
      ...["member.demoted", "guest.changed"],
      ...["receipt.recorded", "receipt.recorded"],
    ]);
    expect(proof.lines[2]?.data).toEqual({ event: demoted?.id, receipt });
    expect(findFaults(proof)).toEqual([]);
    const report = await world.owner.get(`/api/admin/guest/${guest.id}/report`);
    expect(report.body.access[0]).toMatchObject({ action: "member.demoted", data: { receipt } });
    back.close();
  });

  it("lets nobody in any more: what they made is withdrawn, and older links give nothing", async () => {
    const person = await world.buildMember({ role: "admin" });
    const made = expectStatus(
      await person.post("/api/admin/guest", { workspace: "acme", channelIds: [world.general.id] }),
      201,
    ).body.invite;
    const theirs = await world.buildGuest();
    const sponsored = `/api/admin/guest/${theirs.guest.id}`;
    const sponsorId = await userIdOf(person);
    expectStatus(await world.owner.call("PATCH", sponsored, { sponsorId }), 200);
    const asMember = expectStatus(
      await world.owner.post("/api/workspaces/acme/invites", { role: "member" }),
      201,
    ).body.invite;
    const { receipt } = expectStatus(
      await demote(world.owner, person, { channelIds: [world.general.id] }),
      200,
    ).body;
    expect(receipt.invites).toBe(1);
    const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
    const left = guests.find(({ id }: Guest) => id === theirs.guest.id);
    expect(left.sponsor).toBeNull();
    const stranger = await world.buildGuest();
    expect((await stranger.post(`/api/invites/${made.token}/accept`)).status).toBe(410);
    const again = expectStatus(await person.post(`/api/invites/${asMember.token}/accept`), 200);
    expect(again.body.guest.channelIds).toEqual([world.general.id]);
    expect((await person.get("/api/admin/guest?workspace=acme")).status).toBe(403);
  });

  it("is refused where the admin may not, and then stays as they were", async () => {
    const person = await world.buildMember();
    const hidden = await world.buildChannel({ visibility: "private" });
    const keep = { channelIds: [world.general.id] };
    const answers = [
      await demote(admin, world.owner, keep),
      await demote(world.owner, world.owner, keep),
      await demote(admin, admin, keep),
      await demote(admin, person, { channelIds: [hidden.id] }),
      await demote(admin, person, { ...keep, expiresAt: inHours(-1) }),
      await demote(admin, person, { channels: [{ id: secret.id, expiresAt: inHours(-1) }] }),
      await demote(admin, person, { ...keep, sponsorId: "nobody" }),
      await demote(admin, person, { ...keep, channels: [{ id: secret.id }] }),
      await demote(admin, person, {}),
      await demote(admin, person, { ...keep, role: "guest" }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual([
      "FORBIDDEN",
      "CONFLICT",
      "CONFLICT",
      "NOT_FOUND",
      ...Array(6).fill("VALIDATION"),
    ]);
    expect(answers[5]?.body.issues).toMatchObject([{ path: "channels.0.expiresAt" }]);
    const tab = await person.enter("acme");
    expect(tab.ready.as).toBe("member");
    tab.close();
  });

  it("has access for no longer, and to no more of the past, than the workspace allows", async () => {
    const limit = (guestMaxDays: number | null, guestHistory = "all") =>
      world.owner.call("PATCH", "/api/workspaces/acme", { guestMaxDays, guestHistory });
    expectStatus(await limit(2, "joining"), 200);
    const person = await world.buildMember();
    const other = await world.buildChannel();
    const keep = { channelIds: [world.general.id, other.id] };
    const tooLong = await demote(admin, person, { ...keep, expiresAt: inHours(49) });
    expect(tooLong.body.issues).toMatchObject([{ path: "expiresAt" }]);
    const { guest } = expectStatus(await demote(admin, person, keep), 200).body;
    expect(Math.abs(Date.parse(guest.expiresAt) - Date.parse(inHours(48)))).toBeLessThan(60_000);
    // Of a channel that they were in they go on reading everything, of another one what the workspace gives.
    const begins = new Map(guest.channels.map((one: GuestChannel) => [one.id, one.historyFrom]));
    expect(begins.get(world.general.id)).toBeNull();
    expect(begins.get(other.id)).not.toBeNull();
    expectStatus(await limit(null), 200);
  });
});
