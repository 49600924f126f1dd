import { describe, expect, it } from "vitest";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });

const leave = (by: Person) => by.post("/api/workspaces/acme/leave");
const eventsOf = async (action: string) => {
  const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
  return events.filter((event: { action: string }) => event.action === action);
};
const invite = async (more: object) => {
  const wish = { workspace: "acme", channelIds: [world.general.id], ...more };
  return expectStatus(await world.owner.post("/api/admin/guest", wish), 201).body.invite;
};
const accept = (by: Person, token: string) => by.post(`/api/invites/${token}/accept`);

describe("a guest who leaves", () => {
  it("is cut with a receipt, is on record, and what they wrote stays", async () => {
    const guest = await world.buildGuest({ name: "Gil Goes" });
    const tabs = await Promise.all([guest.enter("acme"), guest.enter("acme")]);
    const message = await tabs[0]?.send(world.general.id, "farewell");
    const { body } = expectStatus(await leave(guest), 200);
    expect(body).toMatchObject({ success: true, receipt: { connections: 2, confirmed: true } });
    for (const tab of tabs) {
      expect((await tab.next("guest:locked")).reason).toBe("You have left this workspace");
      await tab.closed();
    }
    const refused = guest.connect("acme");
    expect((await refused.refused()).code).toBe("NOT_FOUND");
    expect((await guest.get("/api/workspaces/acme/channels")).status).toBe(404);
    expect((await guest.get("/api/workspaces")).body.workspaces).toEqual([]);
    const [event] = await eventsOf("guest.left");
    expect(event).toMatchObject({
      actor: { name: "Gil Goes" },
      target: { id: guest.guest.id, name: "Gil Goes" },
      data: { receipt: { connections: 2 } },
    });
    const { messages } = (await world.owner.get(`/api/channels/${world.general.id}/messages`)).body;
    expect(messages).toContainEqual(expect.objectContaining({ id: message?.id, body: "farewell" }));
    const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
    expect(guests.map(({ id }: { id: string }) => id)).not.toContain(guest.guest.id);
  });

  it("does not come back by a link from before, which others can still use, but by a new one", async () => {
    const { token } = await invite({ maxUses: 5 });
    const [guest, other] = await Promise.all([world.buildGuest(), world.buildGuest()]);
    for (const person of [guest, other]) expectStatus(await accept(person, token), 200);
    const addressed = await invite({ email: guest.email });
    expectStatus(await leave(guest), 200);
    for (const before of [token, addressed.token]) {
      expect((await accept(guest, before)).body.code).toBe("INVITE_GONE");
    }
    const third = await world.buildGuest();
    expectStatus(await accept(third, token), 200);
    const anew = await invite({ email: guest.email });
    expectStatus(await accept(guest, anew.token), 200);
    expect((await guest.get("/api/workspaces/acme/channels")).status).toBe(200);
  });

  it("keeps what they have elsewhere", async () => {
    const made = await world.owner.post("/api/workspaces", {
      name: "Elsewhere",
      slug: "elsewhere",
    });
    const { channel } = expectStatus(made, 201).body;
    const guest = await world.buildGuest();
    const wish = { workspace: "elsewhere", channelIds: [channel.id] };
    const answer = expectStatus(await world.owner.post("/api/admin/guest", wish), 201);
    expectStatus(await accept(guest, answer.body.invite.token), 200);
    const tab = await guest.enter("elsewhere");
    expectStatus(await leave(guest), 200);
    const { workspaces } = (await guest.get("/api/workspaces")).body;
    expect(workspaces.map(({ slug }: { slug: string }) => slug)).toEqual(["elsewhere"]);
    expect(tab.closedBecause).toBe(null);
    tab.close();
  });
});

describe("a member who leaves", () => {
  it("is cut as a removed one is, and is on record", async () => {
    const member = await world.buildMember({ name: "Max Moves" });
    const tab = await member.enter("acme");
    const { body } = expectStatus(await leave(member), 200);
    expect(body).toMatchObject({ success: true, receipt: { connections: 1, confirmed: true } });
    expect((await tab.next("access:changed")).code).toBe("NOT_FOUND");
    await tab.closed();
    expect((await member.get("/api/workspaces/acme/channels")).status).toBe(404);
    const [event] = await eventsOf("member.left");
    expect(event).toMatchObject({ actor: { name: "Max Moves" }, target: { name: "Max Moves" } });
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
    expectStatus(await accept(member, expectStatus(made, 201).body.invite.token), 200);
  });

  it("takes the invitations that they made with them, and leaves their guests to decide about", async () => {
    const admin = await world.buildMember({ role: "admin", name: "Amy Admin" });
    const wish = { workspace: "acme", channelIds: [world.general.id] };
    const made = expectStatus(await admin.post("/api/admin/guest", { ...wish, maxUses: 2 }), 201);
    const guest = await world.buildGuest();
    const other = expectStatus(await admin.post("/api/admin/guest", wish), 201);
    const visitor = await world.buildGuest();
    expectStatus(await leave(visitor), 200);
    const anew = expectStatus(await admin.post("/api/admin/guest", wish), 201);
    expectStatus(await accept(visitor, anew.body.invite.token), 200);
    const { receipt } = expectStatus(await leave(admin), 200).body;
    expect(receipt.invites).toBe(2);
    for (const { body } of [made, other]) {
      expect((await accept(guest, body.invite.token)).body.code).toBe("INVITE_GONE");
    }
    const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
    const theirs = guests.find(({ userId }: { userId: string }) => userId === visitor.guest.userId);
    expect(theirs).toMatchObject({ status: "active", sponsor: null });
  });

  it("is not the last owner", async () => {
    const answer = await leave(world.owner);
    expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
    expect(answer.body.error).toContain("needs an owner");
  });
});
