import { describe, expect, it } from "vitest";
import type { Person } from "../support/person";
import { PollingTab } from "../support/polling-tab";
import { askRaw } from "../support/raw";
import { RawTab } from "../support/raw-tab";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus, inWorkspace, useWorld } from "../support/world";

// The lease is another test's matter: here a machine that is busy must not be taken for trouble.
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });

const owner = () => world.owner.enter("acme");

describe("a lock", () => {
  it("through the built route reaches the sockets of the built server", async () => {
    const guest = await world.buildGuest();
    const tabs = await Promise.all([guest.enter("acme"), guest.enter("acme")]);
    const live = await world.owner.get("/api/admin/guest?workspace=acme");
    const shown = live.body.guests.find((one: { id: string }) => one.id === guest.guest.id);
    expect(shown).toMatchObject({ connections: 2, devices: 1 });
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt).toMatchObject({ connections: 2, confirmed: true });
    expect(receipt.elapsedMs).toBeLessThan(3_000);
    await Promise.all(tabs.map((tab) => tab.closed()));
  });

  it("overtakes requests under way: none answers with data after it", async () => {
    const guest = await world.buildGuest();
    const tab = await owner();
    const body = "x".repeat(8_000);
    await Promise.all(Array.from({ length: 60 }, () => tab.send(world.general.id, body)));
    const answers: { at: number; status: number; code?: string }[] = [];
    let going = true;
    const paths = [
      `/api/channels/${world.general.id}/messages?limit=200`,
      "/api/workspaces/acme/channels",
      "/api/workspaces/acme/people",
      `/w/acme/c/${world.general.id}`,
    ];
    const headers: [string, string][] = [["Cookie", guest.cookie]];
    const loops = [...paths, ...paths, ...paths].map(async (path) => {
      while (going) {
        const answer = await askRaw(world.server.url, path, { headers }).catch(() => null);
        const { status = 0, body: data } = answer ?? {};
        answers.push({ at: performance.now(), status, code: data?.code });
      }
    });
    await waitUntil(() => answers.length > 60, 15_000);
    await world.lock(guest.guest.id);
    const answered = performance.now();
    await letPass(500, "what is let through would come by then");
    going = false;
    await Promise.all(loops);
    expect(answers.filter((one) => one.at < answered && one.status === 200).length).toBeGreaterThan(
      30,
    );
    const late = answers.filter((one) => one.at > answered + 15);
    expect(late.length).toBeGreaterThan(10);
    expect(late.filter((one) => one.status === 200)).toEqual([]);
    const codes = new Set(late.map((one) => one.code ?? one.status));
    expect([...codes].filter((code) => ![0, 307, "GUEST_LOCKED"].includes(code))).toEqual([]);
    tab.close();
  });

  it("cuts one workspace and leaves the same person's others alone", async () => {
    const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
    const { channel } = expectStatus(made, 201).body;
    const other = inWorkspace(world.server, world.owner, "other", channel);
    const guest = await world.buildGuest();
    const { id } = guest.guest;
    await other.buildGuest({ as: guest });
    const [here, there] = await Promise.all([guest.enter("acme"), guest.enter("other")]);
    const tab = await world.owner.enter("other");
    await world.lock(id, "Only here");
    await here.closed();
    expect(await guest.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });
    await tab.send(channel.id, "still here?");
    await waitUntil(() => there.of("message:created").length === 1);
    await there.send(channel.id, "yes");
    expect(there.closedBecause).toBeNull();
    expect(there.of("guest:locked")).toEqual([]);
    expect((await guest.get("/api/workspaces/other/channels")).status).toBe(200);
    const { workspaces } = (await guest.get("/api/workspaces")).body;
    expect(workspaces.map((one: { slug: string }) => one.slug)).toEqual(["acme", "other"]);
    expect(workspaces[0].guest.status).toBe("locked");
    there.close();
    tab.close();
  });

  it("destroys a connection that does not read, within a second", async () => {
    const guest = await world.buildGuest();
    const tab = await RawTab.enter(world.server.url, guest.cookie, "acme");
    const flooded = await RawTab.enter(world.server.url, guest.cookie, "acme");
    tab.pause();
    flooded.pause();
    const talker = await owner();
    const body = "\u4e00".repeat(10_000);
    // As much as the network takes: for whom more than a megabyte waits is cut before.
    await Promise.all(Array.from({ length: 100 }, () => talker.send(world.general.id, body)));
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt).toMatchObject({ connections: 2, confirmed: true });
    // What is written to a connection that the other side has destroyed comes back as an error.
    await waitUntil(() => {
      tab.say("3");
      flooded.say("3");
      return tab.gone && flooded.gone;
    }, 1_500);
    expect(flooded.events("guest:locked").length).toBeLessThanOrEqual(1);
    talker.close();
  });

  it("tells a polling client that asks again only after a while", async () => {
    const guest = await world.buildGuest();
    const tab = await PollingTab.enter(world.server.url, guest.cookie, "acme");
    await world.lock(guest.guest.id, "Thank you");
    await letPass(1_500, "the patience of the server ends");
    const said = await tab.poll();
    expect(tab.events("guest:locked")).toMatchObject([{ reason: "Thank you" }]);
    expect(said.filter((packet) => packet.startsWith("42"))).toHaveLength(1);
    tab.close();
  });

  it("tells once, however often it is repeated at the same time", async () => {
    const guest = await world.buildGuest();
    const tabs = await Promise.all([guest.enter("acme"), guest.enter("acme")]);
    const locks = await Promise.all([1, 2, 3, 4].map((n) => world.lock(guest.guest.id, `${n}`)));
    for (const tab of tabs) {
      await tab.closed();
      expect(tab.of("guest:locked")).toHaveLength(1);
    }
    expect(new Set(locks.map((one) => one.guest.lockedAt)).size).toBe(1);
    expect(locks.reduce((sum, one) => sum + (one.receipt.connections ?? 0), 0)).toBe(2);
  });

  it("undone brings the guest back with nothing lost", async () => {
    const channel = await world.buildChannel();
    const guest = await world.buildGuest({ channels: [channel] });
    const tab = await guest.enter("acme");
    const talker = await owner();
    const known = await tab.send(channel.id, "mine");
    await world.lock(guest.guest.id);
    await tab.closed();
    await talker.send(channel.id, "meanwhile");
    await talker.emit("message:delete", { messageId: known.id });
    const channels = async (person: Person) =>
      (await person.get("/api/workspaces/acme/channels")).body.channels;
    expect(await channels(guest)).toBeUndefined();
    const unlocked = await world.unlock(guest.guest.id);
    expect(unlocked).toMatchObject({ status: "active", lockedAt: null, lockReason: null });
    const back = await guest.enter("acme");
    expect(back.ready.channels).toMatchObject([{ id: channel.id, lastSeq: 2, lastRev: 3 }]);
    const answer = await back.emit("sync", { cursors: { [channel.id]: known.rev } });
    expect(answer.ok && answer.data.messages).toMatchObject([
      { seq: 2, body: "meanwhile" },
      { id: known.id, deletedAt: expect.any(String) },
    ]);
    expect(await channels(guest)).toHaveLength(1);
    await back.send(channel.id, "back");
    back.close();
    talker.close();
  });
});

describe("narrowing a guest's channels", () => {
  it("takes one away and keeps the others; widening does not interrupt", async () => {
    const [first, second] = [await world.buildChannel(), await world.buildChannel()];
    const guest = await world.buildGuest({ channels: [first] });
    const tab = await guest.enter("acme");
    const path = `/api/admin/guest/${guest.guest.id}`;
    const change = (channelIds: string[]) => world.owner.call("PATCH", path, { channelIds });
    const wider = expectStatus(await change([first.id, second.id]), 200);
    expect(new Set(wider.body.guest.channelIds)).toEqual(new Set([first.id, second.id]));
    const talker = await owner();
    await talker.send(second.id, "welcome");
    await waitUntil(() => tab.of("message:created").length === 1);
    expect(tab.of("channel:created")).toMatchObject([{ channel: { id: second.id } }]);
    expect(tab.closedBecause).toBeNull();

    expectStatus(await change([second.id]), 200);
    await tab.closed();
    expect(tab.of("access:changed")).toHaveLength(1);
    const back = await guest.enter("acme");
    expect(back.ready.channels.map((one) => one.id)).toEqual([second.id]);
    const hidden = await guest.get(`/api/channels/${first.id}/messages`);
    const missing = await guest.get("/api/channels/none/messages");
    expect([hidden.status, hidden.body]).toEqual([404, missing.body]);
    back.close();
    talker.close();
  });
});
