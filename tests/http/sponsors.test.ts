import { beforeAll, describe, expect, it } from "vitest";
import type { Guest, Person as Known } from "@/lib/api-types";
import { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let admin: Person;
beforeAll(async () => {
  admin = await world.buildMember({ role: "admin", name: "Ada Admin" });
});

interface Member extends Person {
  userId: string;
  memberId: string;
}

async function buildSponsor(name: string): Promise<Member> {
  const person = await world.buildMember({ name });
  const { members } = (await admin.get("/api/workspaces/acme/members")).body;
  const found = members.find((one: { email: string }) => one.email === person.email);
  return Object.assign(person, { userId: found.userId, memberId: found.id });
}

const name = (guestId: string, sponsorId: string) =>
  admin.call("PATCH", `/api/admin/guest/${guestId}`, { sponsorId });
const handOver = (match: object, to: string, by = admin) =>
  by.post("/api/admin/guest/sponsor", { workspace: "acme", match, to });
const guests = async (): Promise<Guest[]> =>
  expectStatus(await admin.get("/api/admin/guest?workspace=acme"), 200).body.guests;
const find = async (guestId: string) => (await guests()).find(({ id }) => id === guestId);
const eventsOf = async (target: string) =>
  (await admin.get(`/api/admin/audit?workspace=acme&target=${target}`)).body.events;
const choose = async (whenSponsorLeaves: "ask" | "lock") =>
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { whenSponsorLeaves }), 200);
const remove = (member: Member) =>
  admin.call("DELETE", `/api/workspaces/acme/members/${member.memberId}`);

async function buildGuestsOf(sponsor: Member, count: number) {
  const built = await Promise.all(Array.from({ length: count }, () => world.buildGuest()));
  const ids = built.map(({ guest }) => guest.id);
  expectStatus(await handOver({ ids }, sponsor.userId), 200);
  return built;
}

describe("a sponsor", () => {
  it("is the inviter at first, another member when an admin says so, and on record", async () => {
    const [sponsor, guest] = await Promise.all([buildSponsor("Sam Sponsor"), world.buildGuest()]);
    expect((await find(guest.guest.id))?.sponsor?.name).toBe("Olive Owner");
    const { body } = expectStatus(await name(guest.guest.id, sponsor.userId), 200);
    expect(body.guest.sponsor).toEqual({ id: sponsor.userId, name: "Sam Sponsor" });
    expect(body.guest.invitedBy.name).toBe("Olive Owner");
    const [event] = await eventsOf(guest.guest.id);
    expect(event).toMatchObject({
      action: "guest.changed",
      data: { sponsor: { from: { name: "Olive Owner" }, to: { name: "Sam Sponsor" } } },
    });
  });

  it("is named to the guest, also where they share no channel, and to no other guest there", async () => {
    const away = await world.buildChannel();
    const sponsor = await buildSponsor("Sid Sponsor");
    const [guest, other] = await Promise.all([
      world.buildGuest({ channels: [away] }),
      world.buildGuest({ channels: [away] }),
    ]);
    const [tab, otherTab] = await Promise.all([guest.enter("acme"), other.enter("acme")]);
    const { id, userId } = guest.guest;
    expectStatus(await name(id, sponsor.userId), 200);
    const told = () =>
      tab.of("person:updated").some(({ person }) => person.sponsor === "Sid Sponsor");
    await waitUntil(told);
    const seen = async (by: Person, path: string) =>
      (await by.get(path)).body.people.find((one: Known) => one.id === userId)?.sponsor;
    for (const path of ["/api/workspaces/acme/people", `/api/channels/${away.id}/people`]) {
      expect(await seen(guest, path)).toBe("Sid Sponsor");
      expect(await seen(admin, path)).toBe("Sid Sponsor");
      expect(await seen(other, path)).toBe(null);
    }
    expect(JSON.stringify(otherTab.of("person:updated"))).not.toContain("Sid Sponsor");
    tab.close();
    otherTab.close();
  });

  it("has to be a member of the workspace", async () => {
    const [guest, another] = await Promise.all([world.buildGuest(), world.buildGuest()]);
    for (const id of [another.guest.userId, "none"]) {
      const one = await name(guest.guest.id, id);
      expect([one.status, one.body.issues[0].path]).toEqual([400, "sponsorId"]);
      const many = await handOver({ ids: [guest.guest.id] }, id);
      expect([many.status, many.body.issues[0].path]).toEqual([400, "to"]);
    }
    expect((await find(guest.guest.id))?.sponsor?.name).toBe("Olive Owner");
  });
});

describe("handing over", () => {
  it("moves those who were chosen in one step, with an event for each", async () => {
    const sponsor = await buildSponsor("Hal Holder");
    const [one, other, third] = await buildGuestsOf(sponsor, 3);
    if (!one || !other || !third) throw new Error("no guests");
    const next = await buildSponsor("Nia Next");
    const ids = [one.guest.id, other.guest.id];
    const { body } = expectStatus(await handOver({ ids }, next.userId), 200);
    expect(body.guests.map(({ id }: Guest) => id).sort()).toEqual([...ids].sort());
    expect(body.guests.map(({ sponsor }: Guest) => sponsor?.name)).toEqual([
      "Nia Next",
      "Nia Next",
    ]);
    expect((await find(third.guest.id))?.sponsor?.name).toBe("Hal Holder");
    for (const id of ids) {
      const [event] = await eventsOf(id);
      expect(event.data.sponsor).toMatchObject({
        from: { name: "Hal Holder" },
        to: { name: "Nia Next" },
      });
    }
  });

  it("moves all of a sponsor, and tells the admins and the guests", async () => {
    const sponsor = await buildSponsor("Ava All");
    const built = await buildGuestsOf(sponsor, 2);
    const next = await buildSponsor("Ned Next");
    const tabs = await Promise.all([admin, ...built].map((person) => person.enter("acme")));
    expectStatus(await handOver({ sponsorId: sponsor.userId }, next.userId), 200);
    const [atAdmin, ...atGuests] = tabs;
    const told = () => atAdmin?.of("guest:updated").map(({ guest }) => guest.id) ?? [];
    await waitUntil(() => built.every(({ guest }) => told().includes(guest.id)));
    for (const tab of atGuests) {
      await waitUntil(() =>
        tab.of("person:updated").some(({ person }) => person.sponsor === "Ned Next"),
      );
      expect(tab.closedBecause).toBe(null);
    }
    for (const tab of tabs) tab.close();
  });

  it("does nothing where one of them is no guest here", async () => {
    const sponsor = await buildSponsor("Ola Other");
    const { guest } = await world.buildGuest();
    const answer = await handOver({ ids: [guest.id, "none"] }, sponsor.userId);
    expect([answer.status, answer.body.error]).toEqual([404, "Guest not found"]);
    expect((await find(guest.id))?.sponsor?.name).toBe("Olive Owner");
  });
});

describe("when a sponsor leaves", () => {
  it("their guests stay, without a sponsor, and the admins are told, where admins decide", async () => {
    const sponsor = await buildSponsor("Gus Going");
    const [one] = await buildGuestsOf(sponsor, 1);
    if (!one) throw new Error("no guest");
    const [atAdmin, atGuest] = await Promise.all([admin.enter("acme"), one.enter("acme")]);
    expectStatus(await remove(sponsor), 200);
    expect(await find(one.guest.id)).toMatchObject({ status: "active", sponsor: null });
    const told = () => atAdmin.of("guest:updated").map(({ guest }) => guest);
    await waitUntil(() => told().some(({ id, sponsor }) => id === one.guest.id && !sponsor));
    const [event] = await eventsOf(one.guest.id);
    expect(event).toMatchObject({
      action: "guest.changed",
      data: { sponsor: { from: { name: "Gus Going" }, to: null } },
    });
    expect(atGuest.closedBecause).toBe(null);
    atAdmin.close();
    atGuest.close();
  });

  it("those with access are locked in the same commit and cut, where the workspace chose that", async () => {
    await choose("lock");
    const sponsor = await buildSponsor("Lou Leaving");
    const [one, other, gone] = await buildGuestsOf(sponsor, 3);
    if (!one || !other || !gone) throw new Error("no guests");
    await world.lock(gone.guest.id, "An earlier reason");
    const open = await world.owner.post("/api/admin/guest", {
      workspace: "acme",
      channelIds: [world.general.id],
      email: one.email,
    });
    const tabs = await Promise.all([one, other, other].map((person) => person.enter("acme")));
    const own = await sponsor.enter("acme");
    const { receipt } = expectStatus(await remove(sponsor), 200).body;
    expect(receipt).toMatchObject({ connections: 4, confirmed: true, invites: 1 });
    expect((await own.next("access:changed")).code).toBe("NOT_FOUND");
    for (const tab of tabs) {
      expect((await tab.next("guest:locked")).reason).toBe(
        "Lou Leaving, who invited you, is no longer a member",
      );
      await tab.closed();
    }
    for (const { guest } of [one, other]) {
      expect(await find(guest.id)).toMatchObject({
        status: "locked",
        lockReason: "Lou Leaving, who invited you, is no longer a member",
        sponsor: null,
        lastCut: { receipt: { connections: 4 } },
      });
    }
    expect((await one.get("/api/workspaces/acme/channels")).body.code).toBe("GUEST_LOCKED");
    expect(await find(gone.guest.id)).toMatchObject({
      lockReason: "An earlier reason",
      sponsor: null,
    });
    const again = await one.post(`/api/invites/${open.body.invite.token}/accept`);
    expect(again.body.code).toBe("GUEST_LOCKED");
    await world.unlock(one.guest.id);
    expect(await find(one.guest.id)).toMatchObject({ status: "active", sponsor: null });
    await choose("ask");
  });

  it("and in the same way where a sponsor becomes a guest", async () => {
    await choose("lock");
    const sponsor = await buildSponsor("Dee Demoted");
    const [one] = await buildGuestsOf(sponsor, 1);
    if (!one) throw new Error("no guest");
    const tab = await one.enter("acme");
    const path = `/api/workspaces/acme/members/${sponsor.memberId}/demote`;
    const wish = { channelIds: [world.general.id] };
    const { receipt, guest } = expectStatus(await world.owner.post(path, wish), 200).body;
    expect(receipt).toMatchObject({ connections: 1, confirmed: true });
    await tab.closed();
    expect(tab.of("guest:locked")).toHaveLength(1);
    expect(await find(one.guest.id)).toMatchObject({ status: "locked", sponsor: null });
    expect(await find(guest.id)).toMatchObject({ status: "active" });
    await choose("ask");
  });

  it("an invitation of theirs gives its guests to the admin who made it", async () => {
    const sponsor = await buildSponsor("Pat Past");
    const asked = await sponsor.post("/api/workspaces/acme/guest-requests", {
      email: "late@client.test",
      channelIds: [world.general.id],
    });
    const { id } = expectStatus(asked, 201).body.request;
    const approved = await admin.post(`/api/admin/guest-request/${id}/approve`);
    const { token } = expectStatus(approved, 200).body.invite;
    expectStatus(await remove(sponsor), 200);
    const stranger = { name: "Lara Late", email: "late@client.test", password: "a long password" };
    const visitor = new Person(world.server.url);
    expectStatus(await visitor.post(`/api/invites/${token}/accept`, stranger), 200);
    const guest = (await guests()).find(({ email }) => email === "late@client.test");
    expect(guest?.sponsor?.name).toBe("Ada Admin");
  });
});
