import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Member, MemberInvite } from "@/lib/api-types";
import type { Answer, Person } from "../support/person";
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

type Known = Person & { memberId: string };

const members = async (): Promise<Member[]> =>
  (await world.owner.get("/api/workspaces/acme/members")).body.members;
const pathOf = ({ memberId }: Known) => `/api/workspaces/acme/members/${memberId}`;
const give = (by: Person, whom: Known, role: string): Promise<Answer> =>
  by.call("PATCH", pathOf(whom), { role });
const remove = (by: Person, whom: Known): Promise<Answer> => by.call("DELETE", pathOf(whom));

async function build(role: "owner" | "admin" | "member"): Promise<Known> {
  const person = await world.buildMember({ role: role === "owner" ? "admin" : role });
  const found = (await members()).find(({ email }) => email === person.email);
  const known = Object.assign(person, { memberId: found?.id ?? "" });
  if (role === "owner") expectStatus(await give(world.owner, known, "owner"), 200);
  return known;
}

/** Has both ask, holds both up until each is on its way, and lets them go at once. */
async function atOnce(one: Known, other: Known, act: typeof remove): Promise<Answer[]> {
  const statement = "SELECT 1 FROM member WHERE id IN ($1, $2) FOR UPDATE";
  const both = () => Promise.all([act(one, other), act(other, one)]);
  return database.overtake(statement, [one.memberId, other.memberId], both, 2);
}

describe.each(["owner", "admin"] as const)("two people with the role %s", (role) => {
  it("who demote one another at once: the first does, the second is refused", async () => {
    const [one, other] = [await build(role), await build(role)];
    const answers = await atOnce(one, other, (by, whom) => give(by, whom, "member"));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const ids = [one.memberId, other.memberId];
    const roles = (await members()).filter(({ id }) => ids.includes(id)).map((m) => m.role);
    expect(roles.sort()).toEqual(["member", role].sort());
  });

  it("who remove one another at once: the first does, the second is refused", async () => {
    const [one, other] = [await build(role), await build(role)];
    const answers = await atOnce(one, other, remove);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const ids = [one.memberId, other.memberId];
    expect((await members()).filter(({ id }) => ids.includes(id))).toHaveLength(1);
  });
});

describe("the invitations that are open", () => {
  const invites = async (): Promise<MemberInvite[]> =>
    (await world.owner.get("/api/workspaces/acme/members")).body.invites;
  const invite = async (role: string) =>
    expectStatus(await world.owner.post("/api/workspaces/acme/invites", { role }), 201).body.invite;

  it("are those that nobody has used or withdrawn, without their tokens, and those of guests apart", async () => {
    await world.inviteGuest();
    const [used, withdrawn, left] = [
      await invite("member"),
      await invite("member"),
      await invite("admin"),
    ];
    const joiner = await world.buildMember();
    expectStatus(await joiner.post(`/api/invites/${used.token}/accept`), 409);
    expect((await invites()).map(({ id }) => id)).toEqual([left.id, withdrawn.id, used.id]);
    const outsider = await world.buildGuest();
    expectStatus(await outsider.post(`/api/invites/${used.token}/accept`), 200);
    const path = `/api/admin/invite/${withdrawn.id}?workspace=acme`;
    expectStatus(await world.owner.call("DELETE", path), 200);
    // Whoever withdraws what was used meanwhile is told, and nothing on record says that it was withdrawn.
    const late = await world.owner.call("DELETE", `/api/admin/invite/${used.id}?workspace=acme`);
    expect(late).toMatchObject({ status: 410, body: { code: "INVITE_GONE" } });
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    const withdrawals = events.filter((one: { action: string }) => /withdrawn/.test(one.action));
    expect(withdrawals.map((one: { target: { id: string } }) => one.target.id)).toEqual([
      withdrawn.id,
    ]);
    const { createdAt, linkExpiresAt, ...open } = (await invites())[0] as MemberInvite;
    const invitedBy = { id: expect.any(String), name: world.owner.name };
    expect([open, (await invites()).length]).toEqual([
      { id: left.id, role: "admin", invitedBy },
      1,
    ]);
    expect(Date.parse(linkExpiresAt)).toBeGreaterThan(Date.parse(createdAt));
  });
});
