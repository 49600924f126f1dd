import { beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest, Member } from "@/lib/api-types";
import type { Connection, Person } from "../support/person";
import { expectStatus, inWorkspace, useWorld, type World } from "../support/world";

const world = useWorld();
/** Another workspace of the same installation, and somebody who is in that one alone. */
let other: World;
let stranger: Person & { guest: Guest };
beforeAll(async () => {
  const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
  const general = expectStatus(made, 201).body.channel as Channel;
  other = inWorkspace(world.server, world.owner, "other", general);
  stranger = await other.buildGuest();
});

const eventsOf = async (slug: string): Promise<AuditEvent[]> =>
  (await world.owner.get(`/api/admin/audit?workspace=${slug}`)).body.events;
const isIn = async (person: Person) => (await person.get("/api/workspaces")).status === 200;

async function pathOf({ email }: Person): Promise<string> {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const { id } = members.find((member: Member) => member.email === email);
  return `/api/workspaces/acme/members/${id}`;
}

async function expectSignedOut(tab: Connection): Promise<void> {
  await tab.closed();
  expect(tab.of("access:changed")).toEqual([{ code: "UNAUTHENTICATED" }]);
  expect(tab.seen.at(-1)?.event).toBe("access:changed");
}

describe("an admin signs out", () => {
  it("a member, on every device, in every workspace; and it is on record", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const member = await world.buildMember();
    await other.buildGuest({ as: member });
    const phone = await member.signIn();
    const tabs = [await member.enter("acme"), await phone.enter("other")];
    const path = `${await pathOf(member)}/sign-out`;
    const { body } = expectStatus(await admin.post(path), 200);
    expect(body).toMatchObject({
      success: true,
      sessions: 2,
      receipt: { connections: 2, confirmed: true, nodes: { expected: 1, confirmed: 1 } },
    });
    for (const tab of tabs) await expectSignedOut(tab);
    expect([await isIn(member), await isIn(phone), await isIn(admin)]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await member.connect("acme").refused()).code).toBe("UNAUTHENTICATED");
    const [event] = await eventsOf("acme");
    expect(event).toMatchObject({
      action: "session.revoked",
      actor: { name: admin.name },
      target: { type: "member", name: member.name },
      data: { sessions: 2, receipt: body.receipt },
    });
    const [elsewhere] = await eventsOf("other");
    expect(elsewhere).toMatchObject({
      action: "session.revoked",
      actor: null,
      target: { type: "user", name: member.name },
      data: { elsewhere: true, receipt: body.receipt },
    });
    const back = await (await member.signIn()).enter("acme");
    const again = expectStatus(await admin.post(path), 200).body;
    expect([again.sessions, again.receipt.connections]).toEqual([1, 1]);
    await expectSignedOut(back);
  });

  it("a guest, whose access stays as it was", async () => {
    const guest = await world.buildGuest();
    const tab = await guest.enter("acme");
    const path = `/api/admin/guest/${guest.guest.id}/sign-out`;
    const { body } = expectStatus(await world.owner.post(path), 200);
    expect(body).toMatchObject({ success: true, sessions: 1, receipt: { connections: 1 } });
    await expectSignedOut(tab);
    expect(await isIn(guest)).toBe(false);
    (await (await guest.signIn()).enter("acme")).close();
    const [event] = await eventsOf("acme");
    expect(event).toMatchObject({ target: { type: "guest", id: guest.guest.id } });
  });

  it("no owner, and nobody of another workspace", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const path = `${await pathOf(world.owner)}/sign-out`;
    expectStatus(await admin.post(path), 403);
    expect(await isIn(world.owner)).toBe(true);
    const [event] = await eventsOf("acme");
    expect(event).toMatchObject({
      action: "access.denied",
      actor: { name: admin.name },
      target: { type: "member", name: world.owner.name },
    });
    expectStatus(await admin.post(`/api/admin/guest/${stranger.guest.id}/sign-out`), 404);
    expectStatus(await admin.post("/api/workspaces/acme/sign-out"), 403);
    expectStatus(await admin.post(path.replace("acme", "other")), 404);
    expect(await isIn(stranger)).toBe(true);
  });
});

describe("an owner signs everybody out", () => {
  it("but the device they ask on, and nobody who is not here", async () => {
    const people = [
      await world.buildMember({ role: "admin" }),
      await world.buildGuest(),
      await world.owner.signIn(),
    ];
    const tabs = await Promise.all(people.map((person) => person.enter("acme")));
    const locked = await world.buildGuest();
    await world.lock(locked.guest.id);
    const mine = await world.owner.enter("acme");
    const { body } = expectStatus(await world.owner.post("/api/workspaces/acme/sign-out"), 200);
    expect(body.sessions).toBeGreaterThanOrEqual(4);
    expect(body.receipt).toMatchObject({ connections: 3, confirmed: true });
    for (const tab of tabs) await expectSignedOut(tab);
    for (const person of [...people, locked]) expect(await isIn(person)).toBe(false);
    expect([await isIn(world.owner), await isIn(stranger)]).toEqual([true, true]);
    expect(mine.socket.connected).toBe(true);
    mine.close();
    const [event] = await eventsOf("acme");
    expect(event).toMatchObject({
      action: "session.revoked",
      actor: { name: world.owner.name },
      target: { type: "workspace", name: "Acme" },
      data: { sessions: body.sessions, receipt: body.receipt },
    });
    expect((await eventsOf("other"))[0]).toMatchObject({
      action: "session.revoked",
      actor: null,
      target: { type: "workspace", name: "Other" },
      data: { elsewhere: true },
    });
  });
});
