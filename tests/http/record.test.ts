import { describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest } from "@/lib/api-types";
import type { Connection, Person } from "../support/person";
import { put } from "../support/pictures";
import { makePng } from "../support/files";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ embedded: true });

const allowDirects = async (guestDirect: boolean) =>
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect }), 200);

const events = async (): Promise<AuditEvent[]> =>
  (await world.owner.get("/api/admin/audit?workspace=acme")).body.events;
const eventsOn = async (id: string): Promise<AuditEvent[]> =>
  (await events()).filter(({ target }) => target.id === id);

interface Pair {
  /** Who shares a channel with the guest, and nothing else. */
  other: Person & { guest?: Guest };
  guest: Person & { guest: Guest };
  channel: Channel;
  direct: Channel;
  tab: Connection;
}

/** A guest in a direct conversation with somebody, and a tab of the guest. */
async function buildPair(who: "guest" | "member"): Promise<Pair> {
  await allowDirects(true);
  const channel = await world.buildChannel();
  const guest = await world.buildGuest({ channels: [channel] });
  const other: Pair["other"] =
    who === "guest"
      ? await world.buildGuest({ channels: [channel, world.general] })
      : await world.buildMember();
  if (who === "member") expectStatus(await other.post(`/api/channels/${channel.id}/join`), 200);
  const userIds = [guest.guest.userId];
  const opened = await other.post("/api/workspaces/acme/direct", { userIds });
  const direct = expectStatus(opened, 201).body.channel as Channel;
  return { other, guest, channel, direct, tab: await guest.enter("acme") };
}

const idOf = async (person: Person): Promise<{ id: string; userId: string }> => {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  return members.find(({ email }: { email: string }) => email === person.email);
};

/** Everything by which somebody loses what they shared with a guest, and who it is on record as. */
const LOSSES: Record<string, ["guest" | "member", (pair: Pair) => Promise<string>]> = {
  "narrowing another guest": [
    "guest",
    async ({ other }) => {
      const change = { channelIds: [world.general.id] };
      const path = `/api/admin/guest/${other.guest?.id}`;
      expectStatus(await world.owner.call("PATCH", path, change), 200);
      return world.owner.name;
    },
  ],
  "switching direct conversations off": [
    "member",
    async () => {
      await allowDirects(false);
      return world.owner.name;
    },
  ],
  "a member who leaves": [
    "member",
    async ({ other, channel }) => {
      expectStatus(await other.post(`/api/channels/${channel.id}/leave`), 200);
      return other.name;
    },
  ],
  "taking a member's seat": [
    "member",
    async ({ other, channel }) => {
      const path = `/api/channels/${channel.id}/people/${(await idOf(other)).userId}`;
      expectStatus(await world.owner.call("DELETE", path), 200);
      return world.owner.name;
    },
  ],
};

describe("a guest who loses a direct conversation by", () => {
  it.each(Object.entries(LOSSES))(
    "%s is cut and told, and it is on record",
    async (_, [who, lose]) => {
      const pair = await buildPair(who);
      const actor = await lose(pair);
      await pair.tab.closed();
      expect(pair.tab.of("access:changed")).toHaveLength(1);
      expectStatus(await pair.guest.get(`/api/channels/${pair.direct.id}/messages`), 404);
      const [event] = await eventsOn(pair.guest.guest.id);
      expect(event).toMatchObject({
        action: "guest.changed",
        actor: { name: actor },
        target: { type: "guest", name: pair.guest.name },
        data: {
          directsRemoved: [pair.direct.id],
          address: expect.any(String),
          receipt: { confirmed: true },
        },
      });
      expect(event?.data.receipt?.connections).toBeGreaterThanOrEqual(1);
    },
  );
});

describe("the last cut of a guest", () => {
  const readGuest = async (id: string): Promise<Guest> => {
    const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
    return guests.find((guest: Guest) => guest.id === id);
  };
  const enterWith = (person: Person, tabs: number) =>
    Promise.all(Array.from({ length: tabs }, () => person.enter("acme")));

  it("is null before the first, and the latest one however much has happened since", async () => {
    const device = await world.buildGuest();
    const { guest } = device;
    expect((await readGuest(guest.id)).lastCut).toBeNull();
    await enterWith(device, 1);
    await world.lock(guest.id, "Once");
    expect((await world.unlock(guest.id)).lastCut).toMatchObject({ reason: "Once" });
    await enterWith(device, 3);
    const admin = await world.buildMember({ role: "admin" });
    const path = `/api/admin/guest/${guest.id}/disconnect`;
    const { receipt } = expectStatus(await admin.post(path, { reason: "Twice" }), 200).body;
    expect(receipt.connections).toBe(3);
    for (let i = 0; i < 60; i++) await world.inviteGuest();
    const { lastCut, lockedAt } = await readGuest(guest.id);
    expect(lastCut).toEqual({ at: expect.any(String), reason: "Twice", receipt });
    expect(Date.parse(lastCut?.at ?? "")).toBeGreaterThanOrEqual(Date.parse(lockedAt ?? ""));
  });

  it("is told to admins with its receipt, the end of a guest's time too", async () => {
    const owner = await world.owner.enter("acme");
    const device = await world.buildGuest();
    const { guest } = device;
    await enterWith(device, 2);
    const told = () =>
      owner
        .of("guest:updated")
        .map((payload) => payload.guest as Guest)
        .filter(({ id }) => id === guest.id);
    const { receipt } = await world.lock(guest.id);
    const reason = "Your guest access has been revoked";
    await waitUntil(() => told().some(({ lastCut }) => lastCut?.receipt));
    expect(told().at(-1)?.lastCut).toEqual({ at: expect.any(String), reason, receipt });

    await world.unlock(guest.id);
    await enterWith(device, 1);
    const expiresAt = await world.endSoon(guest.id);
    const ended = () => told().filter(({ status }) => status === "expired");
    await waitUntil(() => ended().some(({ lastCut }) => (lastCut?.at ?? "") > expiresAt));
    expect(ended().at(-1)?.lastCut).toMatchObject({
      reason: "Your guest access has expired",
      receipt: { connections: 1, confirmed: true, at: expiresAt },
    });
    owner.close();
  });
});

describe("on record is", () => {
  it("a seat that is given, taken or left, by whom and whose", async () => {
    const channel = await world.buildChannel();
    const member = await world.buildMember();
    const { id, userId } = await idOf(member);
    const path = `/api/channels/${channel.id}/people`;
    for (let i = 0; i < 2; i++) expectStatus(await world.owner.post(path, { userId }), 201);
    expectStatus(await world.owner.call("DELETE", `${path}/${userId}`), 200);
    expectStatus(await member.post(`/api/channels/${channel.id}/join`), 200);
    expectStatus(await member.post(`/api/channels/${channel.id}/leave`), 200);
    const found = (await eventsOn(id)).map(({ action, actor, data }) => [
      action,
      actor?.name,
      data.channelIds,
    ]);
    expect(found.slice(0, 3)).toEqual([
      ["member.left_channel", member.name, [channel.id]],
      ["member.unseated", world.owner.name, [channel.id]],
      ["member.seated", world.owner.name, [channel.id]],
    ]);
    expect(found).toHaveLength(4);
  });

  it("that guests may have direct conversations, or no longer", async () => {
    for (const allowed of [false, true, true, false]) await allowDirects(allowed);
    const found = (await events()).filter(({ action }) => action === "workspace.changed");
    expect(found.slice(0, 2).map(({ data }) => data.guestDirect)).toEqual([false, true]);
  });

  it("another name and icon of the workspace, and nothing that stayed as it was", async () => {
    const changes = async () =>
      (await events()).filter(({ action }) => action === "workspace.changed");
    const rename = async (name: string) =>
      expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { name }), 200);
    await allowDirects(false);
    const before = (await changes()).length;
    for (const name of ["Ajax", "Ajax", "Acme"]) await rename(name);
    await allowDirects(false);
    const icon = "/api/workspaces/acme/icon";
    expectStatus(await put(world.owner, icon, makePng(8, 8)), 200);
    for (let i = 0; i < 2; i++) expectStatus(await world.owner.call("DELETE", icon), 200);
    const found = (await changes()).slice(0, -before || undefined);
    expect(found.map(({ data: { address: _, ...data } }) => data)).toEqual([
      { icon: null },
      { icon: expect.any(String) },
      { from: "Ajax", to: "Acme" },
      { from: "Acme", to: "Ajax" },
    ]);
    for (const { actor, target } of found) {
      expect([actor?.name, target.type]).toEqual([world.owner.name, "workspace"]);
    }
  });

  it("an export, before its first line leaves", async () => {
    const answer = await world.owner.get("/api/workspaces/acme/export");
    expect(answer.status).toBe(200);
    const [event] = await events();
    expect(event).toMatchObject({
      action: "workspace.exported",
      actor: { name: world.owner.name },
      target: { type: "workspace", name: "Acme" },
      data: { address: expect.any(String) },
    });
  });

  it("an admin who tries to demote or remove an owner", async () => {
    const { id } = await idOf(world.owner);
    const path = `/api/workspaces/acme/members/${id}`;
    for (const [method, body] of [["PATCH", { role: "member" }], ["DELETE"]] as const) {
      const admin = await world.buildMember({ role: "admin" });
      expectStatus(await admin.call(method, path, body), 403);
      const [event] = await eventsOn(id);
      expect(event).toMatchObject({
        action: "access.denied",
        actor: { name: admin.name },
        target: { type: "member", name: world.owner.name },
        data: { attempted: "member.manage", as: "admin", address: expect.any(String) },
      });
    }
  });

  it("what the cut of a guest who became a member came to, and no receipt where nothing was cut", async () => {
    const guest = await world.buildGuest();
    const tab = await guest.enter("acme");
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
    const { token } = expectStatus(made, 201).body.invite;
    expectStatus(await guest.post(`/api/invites/${token}/accept`), 200);
    await tab.closed();
    const [asGuest] = await eventsOn(guest.guest.id);
    const [asMember] = await eventsOn((await idOf(guest)).id);
    expect(asMember).toMatchObject({
      action: "member.joined",
      data: { receipt: { confirmed: true, connections: 1 } },
    });
    expect(asGuest?.action).toBe("guest.joined");
    expect(asGuest?.data.receipt).toBeUndefined();
  });
});
