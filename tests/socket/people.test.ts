import { beforeAll, describe, expect, it } from "vitest";
import { type Connection, type Json, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();
let owner: Connection;
beforeAll(async () => {
  owner = await world.owner.enter("acme");
});

const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;

/** What a tab was told of somebody, in order: how they stand, or that they left. */
function toldOf(tab: Connection, userId: string): Json[] {
  return tab.seen.flatMap(({ event, payload }) => {
    if (event === "person:updated" && payload.person.id === userId) return [payload.person];
    return event === "person:left" && payload.userId === userId ? ["left"] : [];
  });
}

/** Waits for news of somebody beyond the first `before`, and gives the last. */
async function news(tab: Connection, userId: string, before = 0): Promise<Json> {
  await waitUntil(() => toldOf(tab, userId).length > before);
  return toldOf(tab, userId).at(-1);
}

/** Sees that all that was published before has arrived: what is published now comes behind it. */
async function flush(...tabs: Connection[]): Promise<void> {
  const { id } = await owner.send(world.general.id, "and now");
  for (const tab of tabs) {
    await waitUntil(() => tab.of("message:created").some(({ message }) => message.id === id));
  }
}

async function memberPath(person: Person): Promise<string> {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const found = members.find((one: { email: string }) => one.email === person.email);
  return `/api/workspaces/acme/members/${found.id}`;
}

describe("how somebody stands", () => {
  it("is told to members and to guests beside them when their role changes, and when they go", async () => {
    const member = await world.buildMember({ name: "Mia Member" });
    const id = await idOf(member);
    const beside = await (await world.buildGuest()).enter("acme");
    const secret = await world.buildChannel({ visibility: "private" });
    const apart = await (await world.buildGuest({ channels: [secret] })).enter("acme");
    expect(await news(owner, id)).toMatchObject({ name: "Mia Member", as: "member" });

    const before = toldOf(owner, id).length;
    const path = await memberPath(member);
    expectStatus(await world.owner.call("PATCH", path, { role: "admin" }), 200);
    expect(await news(owner, id, before)).toMatchObject({ as: "admin", sponsor: null });
    expect(await news(beside, id)).toMatchObject({ as: "admin" });
    expectStatus(await world.owner.call("DELETE", path), 200);
    await waitUntil(() => toldOf(owner, id).at(-1) === "left");
    await waitUntil(() => toldOf(beside, id).at(-1) === "left");
    await flush(beside);
    expect(toldOf(apart, id)).toEqual([]);
    for (const tab of [beside, apart]) tab.close();
  });

  it("as a guest is told to members whole; to guests neither whether access has ended nor a sponsor unknown to them", async () => {
    const secret = await world.buildChannel({ visibility: "private" });
    const stranger = await world.buildMember({ role: "admin", name: "Stella Stranger" });
    const beside = await (await world.buildGuest({ channels: [world.general] })).enter("acme");
    const hidden = await world.buildChannel({ by: stranger, visibility: "private" });
    expectStatus(await stranger.post(`/api/channels/${world.general.id}/leave`), 200);
    const made = await stranger.post("/api/admin/guest", {
      workspace: "acme",
      channelIds: [world.general.id, hidden.id],
    });
    const guest = new Person(world.server.url);
    const account = { name: "Gil Guest", email: "gil@guests.test", password: "battery staple" };
    const token = expectStatus(made, 201).body.invite.token as string;
    const joined = await guest.post(`/api/invites/${token}/accept`, account);
    const { id, userId } = expectStatus(joined, 200).body.guest;

    const whole = { as: "guest", sponsor: "Stella Stranger", ended: false };
    expect(await news(owner, userId)).toMatchObject(whole);
    expect(await news(beside, userId)).toMatchObject({ as: "guest", name: "Gil Guest" });
    await world.lock(id, "Enough");
    await waitUntil(() => toldOf(owner, userId).at(-1)?.ended === true);
    await world.unlock(id);
    await waitUntil(() => toldOf(owner, userId).at(-1)?.ended === false);
    await flush(beside);
    for (const told of toldOf(beside, userId)) {
      expect(told).not.toHaveProperty("ended");
      expect(told.sponsor ?? null).toBe(null);
    }
    const { people } = (await world.owner.get("/api/workspaces/acme/people")).body;
    expect(people.find((one: Json) => one.id === userId)).toMatchObject(whole);

    // A channel is all that the two guests shared.
    const path = `/api/admin/guest/${id}`;
    const change = { channelIds: [secret.id, hidden.id] };
    expectStatus(await world.owner.call("PATCH", path, change), 200);
    await waitUntil(() => toldOf(beside, userId).at(-1) === "left");
    expect(toldOf(owner, userId).at(-1)).toMatchObject(whole);
    const before = toldOf(beside, userId).length;
    expectStatus(await world.owner.call("DELETE", path), 200);
    await waitUntil(() => toldOf(owner, userId).at(-1) === "left");
    await flush(beside);
    expect(toldOf(beside, userId).length).toBe(before);
    beside.close();
  });

  it("is told when a guest's time runs out, and when a guest becomes a member", async () => {
    const guest = await world.buildGuest();
    const { userId } = guest.guest;
    await world.endSoon(guest.guest.id);
    await waitUntil(() => toldOf(owner, userId).at(-1)?.ended === true);
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
    const { token } = expectStatus(made, 201).body.invite;
    expectStatus(await guest.post(`/api/invites/${token}/accept`), 200);
    await waitUntil(() => toldOf(owner, userId).at(-1)?.as === "member");
  });
});

describe("a guest's own end", () => {
  it("is told to their own connections alone", async () => {
    const guest = await world.buildGuest({ accessHours: 50 });
    const other = await (await world.buildGuest()).enter("acme");
    const tab = await guest.enter("acme");
    const { body } = await guest.get("/api/workspaces/acme/people");
    expect(body.endsAt).toBe(guest.guest.expiresAt);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const path = `/api/admin/guest/${guest.guest.id}`;
    expectStatus(await world.owner.call("PATCH", path, { expiresAt }), 200);
    expect(await tab.next("visit:updated")).toEqual({ endsAt: expiresAt });
    const later = await world.inviteGuest({ accessHours: 100 });
    expectStatus(await guest.post(`/api/invites/${later}/accept`), 200);
    await flush(other);
    expect(owner.of("visit:updated")).toEqual([]);
    expect(other.of("visit:updated")).toEqual([]);
    expect((await world.owner.get("/api/workspaces/acme/people")).body.endsAt).toBe(null);
    for (const one of [tab, other]) one.close();
  });
});

describe("an invitation", () => {
  /** What a tab was told of an invitation: how often it was used, or that it ended. */
  const uses = (tab: Connection, id: string) =>
    tab.seen.flatMap(({ event, payload }) => {
      if (event === "invite:updated" && payload.invite.id === id)
        return [payload.invite.uses ?? payload.invite.role];
      return event === "invite:ended" && payload.id === id ? ["ended"] : [];
    });
  const open = async (by: Person, body: object): Promise<{ id: string; token: string }> =>
    expectStatus(
      await by.post("/api/admin/guest", {
        workspace: "acme",
        channelIds: [world.general.id],
        ...body,
      }),
      201,
    ).body.invite;

  it("is told to admins as it is made, used, used up and withdrawn, and to nobody else", async () => {
    const member = await (await world.buildMember()).enter("acme");
    const invite = await open(world.owner, { maxUses: 2 });
    await waitUntil(() => uses(owner, invite.id).length === 1);
    for (const email of ["one@guests.test", "two@guests.test"]) {
      const person = new Person(world.server.url);
      const account = { name: "Somebody", email, password: "battery staple" };
      expectStatus(await person.post(`/api/invites/${invite.token}/accept`, account), 200);
    }
    await waitUntil(() => uses(owner, invite.id).at(-1) === "ended");
    expect(uses(owner, invite.id)).toEqual([0, 1, "ended"]);

    const other = await open(world.owner, { email: "three@guests.test" });
    const path = `/api/admin/invite/${other.id}?workspace=acme`;
    expectStatus(await world.owner.call("DELETE", path), 200);
    await waitUntil(() => uses(owner, other.id).at(-1) === "ended");
    await flush(member);
    for (const { id } of [invite, other]) expect(uses(member, id)).toEqual([]);
    member.close();
  });

  it("ends for all to see with the role of its maker", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const guests = await open(admin, {});
    const made = await admin.post("/api/workspaces/acme/invites", { role: "admin" });
    const { id } = expectStatus(made, 201).body.invite;
    await waitUntil(() => uses(owner, id).at(-1) === "admin");
    expectStatus(await world.owner.call("PATCH", await memberPath(admin), { role: "member" }), 200);
    for (const one of [guests.id, id]) await waitUntil(() => uses(owner, one).at(-1) === "ended");
  });
});

describe("what others are told", () => {
  const channel =
    "archivedAt createdAt guestCount id kind lastRev lastSeq memberCount name people topic visibility";
  const message =
    "author body channelId clientId createdAt deletedAt editedAt files id parentId pinnedAt reactions rev seq";
  const guest =
    "channelIds channels connections createdAt devices email expiresAt id invitedBy lastCut lastSeenAt lockReason lockedAt name sponsor status userId";
  const guestInvite =
    "accessHours channelIds channels createdAt domains email expiresAt id invitedBy lastUse linkExpiresAt maxUses role sent sponsor uses";

  /** The fields of everything that a tab was told by this event; of what is in a payload, its own fields. */
  const fieldsOf = (tab: Connection, event: string, part?: string) => [
    ...new Set(
      tab.of(event).map((payload) =>
        Object.keys(part ? payload[part] : payload)
          .sort()
          .join(" "),
      ),
    ),
  ];

  it("has these fields, and none that are known of it besides", async () => {
    const tab = await (await world.buildMember()).enter("acme");
    const beside = await (await world.buildGuest()).enter("acme");
    const admin = await (await world.buildMember({ role: "admin" })).enter("acme");
    await world.buildChannel();
    const { id: channelId } = world.general;
    const topic = { topic: "Of all that one knows" };
    expectStatus(await world.owner.call("PATCH", `/api/channels/${channelId}`, topic), 200);
    expect(await owner.emit("typing:start", { channelId })).toMatchObject({ ok: true });
    const { id: messageId } = await owner.send(channelId, "Hello");
    const body = "Hello again";
    expect(await owner.emit("message:edit", { messageId, body })).toMatchObject({ ok: true });
    const emoji = "👍";
    expect(await owner.emit("reaction:toggle", { messageId, emoji })).toMatchObject({ ok: true });
    expect(await owner.emit("message:delete", { messageId })).toMatchObject({ ok: true });
    const visitor = await world.buildGuest();
    (await visitor.enter("acme")).close();
    await world.lock(visitor.guest.id, "Enough");
    await flush(tab, beside, admin);

    for (const one of [tab, beside]) {
      expect(fieldsOf(one, "channel:updated", "channel")).toEqual([channel]);
      for (const event of ["message:created", "message:updated", "message:deleted"]) {
        expect(fieldsOf(one, event, "message")).toEqual([message]);
      }
      expect(
        one.of("message:created").map(({ message: { author } }) => Object.keys(author)),
      ).toEqual(one.of("message:created").map(() => ["id", "name", "guest"]));
      for (const event of ["message:created", "message:updated"]) {
        expect(fieldsOf(one, event)).toEqual(["followers mentions message"]);
      }
      expect(fieldsOf(one, "reaction:updated")).toEqual(["channelId messageId reactions rev"]);
      expect(fieldsOf(one, "typing:updated")).toEqual(["channelId typing user"]);
      expect(fieldsOf(one, "typing:updated", "user")).toEqual(["id name"]);
      expect(fieldsOf(one, "presence:updated")).toEqual(["status userId"]);
    }
    expect(fieldsOf(tab, "channel:created", "channel")).toEqual([channel]);
    expect(fieldsOf(tab, "person:updated", "person")).toEqual(["as ended id image name sponsor"]);
    expect(fieldsOf(beside, "person:updated", "person")).toEqual(["as id image name sponsor"]);
    expect(fieldsOf(admin, "guest:updated", "guest")).toEqual([guest]);
    expect(fieldsOf(admin, "invite:updated", "invite")).toEqual([guestInvite]);
    for (const one of [tab, beside, admin]) one.close();
  });
});
