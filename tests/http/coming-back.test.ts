import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Member } from "@/lib/api-types";
import type { Person } from "../support/person";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { expectStatus, useWorld } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let database: PendingChanges;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
});
afterAll(async () => {
  await database.close();
});

const makeLink = async (by: Person, role: "member" | "admin" | "guest"): Promise<string> => {
  const asked =
    role === "guest"
      ? by.post("/api/admin/guest", { workspace: "acme", channelIds: [world.general.id] })
      : by.post("/api/workspaces/acme/invites", { role });
  return expectStatus(await asked, 201).body.invite.token;
};
const accept = (person: Person, token: string) => person.post(`/api/invites/${token}/accept`);

async function pathOf(person: Person): Promise<string> {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const found = members.find(({ email }: Member) => email === person.email);
  return `/api/workspaces/acme/members/${found.id}`;
}
const remove = async (person: Person) =>
  expectStatus(await world.owner.call("DELETE", await pathOf(person)), 200);
const giveRole = async (person: Person, role: string) =>
  expectStatus(await world.owner.call("PATCH", await pathOf(person), { role }), 200);

/** What became of the invitations whose maker has this name, newest first. */
async function withdrawals(maker: string): Promise<string[]> {
  const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
  return events
    .filter((event: AuditEvent) => event.data.invitedBy === maker)
    .map((event: AuditEvent) => `${event.actor?.name} ${event.action}`);
}

const GONE = { status: 410, body: { code: "INVITE_GONE" } };

describe("a guest who is being removed", () => {
  it("does not come back through a link while the removal is not committed yet", async () => {
    const person = await world.buildGuest();
    const token = await world.inviteGuest();
    // The removal has deleted the guest, and waits for the seats.
    const statement = "SELECT 1 FROM channel_member WHERE user_id = $1 FOR UPDATE";
    const ask = async () => {
      const removing = world.owner.call("DELETE", `/api/admin/guest/${person.guest.id}`);
      await database.untilWaiting(1);
      return Promise.all([removing, accept(person, token)]);
    };
    const [removal, acceptance] = await database.overtake(statement, [person.guest.userId], ask, 2);
    expectStatus(removal, 200);
    expect(acceptance).toMatchObject(GONE);
    expect((await person.get("/api/workspaces")).body).toEqual({ workspaces: [] });
  });
});

describe("an admin's own invitations", () => {
  it.each(["removed", "demoted"])(
    "stop working when the admin is %s, and that is on record",
    async (how) => {
      const admin = await world.buildMember({ role: "admin", name: `Adam ${how}` });
      const tokens = [
        await makeLink(admin, "admin"),
        await makeLink(admin, "member"),
        await makeLink(admin, "guest"),
      ];
      await (how === "removed" ? remove(admin) : giveRole(admin, "member"));
      const outsider = await world.buildGuest();
      for (const token of tokens) {
        expect(await accept(admin, token)).toMatchObject(GONE);
        expect(await accept(outsider, token)).toMatchObject(GONE);
      }
      expect((await withdrawals(admin.name)).sort()).toEqual([
        "Olive Owner guest.invite_withdrawn",
        "Olive Owner member.invite_withdrawn",
        "Olive Owner member.invite_withdrawn",
      ]);
    },
  );

  it("go on working while the admin may invite", async () => {
    const admin = await world.buildMember({ role: "admin", name: "Adele Admin" });
    await giveRole(admin, "owner");
    const token = await makeLink(admin, "member");
    await giveRole(admin, "admin");
    expect(await withdrawals(admin.name)).toEqual([]);
    expectStatus(await accept(await world.buildGuest(), token), 200);
  });
});

describe("somebody who was removed", () => {
  it("as a member comes back through a new link only, as whatever", async () => {
    const person = await world.buildMember();
    const old = [await makeLink(world.owner, "member"), await makeLink(world.owner, "guest")];
    await remove(person);
    for (const token of old) expect(await accept(person, token)).toMatchObject(GONE);
    expectStatus(await accept(person, await makeLink(world.owner, "guest")), 200);
  });

  it("as a guest does not come back as a member through an old link", async () => {
    const person = await world.buildGuest();
    const old = await makeLink(world.owner, "member");
    expectStatus(await world.owner.call("DELETE", `/api/admin/guest/${person.guest.id}`), 200);
    expect(await accept(person, old)).toMatchObject(GONE);
    expectStatus(await accept(person, await makeLink(world.owner, "member")), 200);
  });
});
