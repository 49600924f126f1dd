import { describe, expect, it } from "vitest";
import type { AuditEvent, Guest } from "@/lib/api-types";
import { liveMessages, readHistory, startTraffic, useCluster } from "../support/cluster";
import { buildCrowd } from "../support/crowd";
import { readMetric } from "../support/metrics";
import { asBrokenOff, type Connection, Person } from "../support/person";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus } from "../support/world";

const cluster = useCluster({ nodes: 3 });

/** A connection that has not read its notice by then is cut without it; only a starved machine is so slow. */
const DESTROYED_AFTER_MS = 800;

const transports = [["websocket"], ["polling"], ["polling", "websocket"]];

describe("a revocation with tabs on every node, under traffic", () => {
  it("is confirmed by all nodes; all are told once and cut, and nothing comes after", async () => {
    const { general } = cluster;
    const guest = await cluster.buildGuest();
    const on = (n: number) => cluster.at(guest, n);
    const tabs = await Promise.all(
      [0, 1, 2].flatMap((n) => transports.map((t) => on(n).enter("acme", { transports: t }))),
    );
    const owners = await Promise.all(
      [0, 1, 2].map((n) => cluster.at(cluster.owner, n).enter("acme")),
    );
    const closedAt = new Map<Connection, number>();
    const noteClosing = (tab: Connection) =>
      tab.socket.on("disconnect", () => closedAt.set(tab, performance.now()));
    tabs.forEach(noteClosing);
    const fromGuest = startTraffic(tabs, general.id);
    const fromOwner = startTraffic(owners, general.id);
    const latecomers: Connection[] = [];
    let arriving = true;
    const arrivals = (async () => {
      while (arriving) {
        const n = latecomers.length;
        latecomers.push(on(n % 3).connect("acme", { transports: transports[(n + 1) % 3] }));
        noteClosing(latecomers[n] as Connection);
        await letPass(20, "they go on at this pace");
      }
    })();
    await waitUntil(() => fromGuest.acknowledged().length > 50, 30_000);

    const asked = performance.now();
    const { receipt, guest: locked } = await cluster.lock(guest.guest.id, "The project has ended");
    const answeredAt = performance.now();
    expect(receipt).toMatchObject({ nodes: { expected: 3, confirmed: 3 }, confirmed: true });
    expect(receipt.connections).toBeGreaterThanOrEqual(9);
    expect(receipt.elapsedMs).toBeGreaterThanOrEqual(0);
    expect(receipt.elapsedMs).toBeLessThanOrEqual(Math.ceil(answeredAt - asked));
    expect(receipt.at).toBe(locked.lockedAt);
    expect(locked).toMatchObject({ status: "locked", connections: 0 });

    const lastSeq = (await readHistory(cluster.owner, general.id)).length;
    const count = fromOwner.acknowledged().length;
    await waitUntil(() => fromOwner.acknowledged().length > count + 30, 30_000);
    arriving = false;
    await arrivals;
    await fromGuest.stop();
    const ownersSent = await fromOwner.stop();

    const all = [...tabs, ...latecomers];
    await Promise.all(all.map((tab) => tab.closed()));
    const tooLate = new Set(
      ownersSent.filter((one) => one.askedAt > answeredAt).map((one) => one.message?.id),
    );
    expect(tooLate.size).toBeGreaterThan(20);
    for (const tab of all) {
      const notice = tab.seen.findIndex((one) => one.event === "guest:locked");
      if (notice >= 0) expect(tab.seen.slice(notice + 1)).toEqual([]);
      const told = tab.of("guest:locked").length + (tab.refusal ? 1 : 0);
      const stalled = (closedAt.get(tab) ?? 0) - asked > DESTROYED_AFTER_MS;
      if (!stalled) {
        const by = tab.refusal ? null : "io server disconnect";
        expect({ told, by: tab.closedBecause }).toEqual({ told: 1, by });
      }
      expect(told).toBeLessThanOrEqual(1);
      expect(tab.of("access:changed")).toEqual([]);
      expect(liveMessages(tab).filter((message) => tooLate.has(message.id))).toEqual([]);
    }
    for (const tab of tabs.filter((one) => one.of("guest:locked").length > 0)) {
      expect(tab.of("guest:locked")).toEqual([
        {
          reason: "The project has ended",
          message: "You have been disconnected. Please contact a workspace admin.",
        },
      ]);
    }
    const history = await readHistory(cluster.owner, general.id);
    const after = history.filter((message) => message.seq > lastSeq && message.author.guest);
    expect(after).toEqual([]);
    const present = new Set(history.map((message) => message.id));
    const lost = [...fromGuest.acknowledged(), ...fromOwner.acknowledged()].filter(
      (message) => !present.has(message.id),
    );
    expect(lost).toEqual([]);
    for (const owner of owners) owner.close();
  });

  it("leaves no way back on any node, and is undone on all of them", async () => {
    const { general } = cluster;
    const guest = await cluster.buildGuest();
    const { receipt } = await cluster.lock(guest.guest.id, "For now");
    for (const n of [0, 1, 2]) {
      const there = cluster.at(guest, n);
      for (const device of [there, await there.signIn()]) {
        expect(await device.connect("acme").refused()).toMatchObject({
          code: "GUEST_LOCKED",
          reason: "For now",
        });
        for (const path of [
          "/api/workspaces/acme/channels",
          `/api/channels/${general.id}/messages`,
        ]) {
          const answer = await device.get(path);
          expect(answer).toMatchObject({ status: 403, body: { code: "GUEST_LOCKED" } });
        }
      }
    }
    const audit = await cluster.owner.get("/api/admin/audit?workspace=acme");
    expect(audit.body.events[0]).toMatchObject({
      action: "guest.locked",
      actor: { name: "Olive Owner" },
      target: { type: "guest", id: guest.guest.id },
      data: { reason: "For now", address: "127.0.0.1", receipt },
    });

    await cluster.unlock(guest.guest.id);
    const before = await readHistory(cluster.owner, general.id);
    for (const n of [0, 1, 2]) {
      const tab = await cluster.at(guest, n).enter("acme");
      await tab.send(general.id, "I am back");
      tab.close();
    }
    const after = await readHistory(guest, general.id);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 3);
  });
});

describe("a revocation of many at once, under traffic", () => {
  const GUESTS = 20;
  const match = { domain: "crowd.test" };
  const bulk = async (by: Person, wish: object) => {
    const answer = await by.post("/api/admin/guest/bulk", { workspace: "acme", ...wish });
    return expectStatus(answer, 200).body;
  };

  it("tells every tab once, is silent after, and has one receipt for all connections", async () => {
    const { general, owner } = cluster;
    const crowd = await buildCrowd(cluster, cluster.databaseUrl, GUESTS);
    const people = crowd.map(({ cookie }) => Object.assign(new Person(cluster.url(0)), { cookie }));
    const tabs = (
      await Promise.all(
        people.map((one) =>
          Promise.all(
            [0, 1, 2].map((n) => cluster.at(one, n).enter("acme", { transports: ["websocket"] })),
          ),
        ),
      )
    ).flat();
    const here = await owner.enter("acme");
    const fromOwner = startTraffic([here], general.id);
    const fromGuests = startTraffic(
      tabs.filter((_, n) => n % 7 === 0),
      general.id,
    );
    await waitUntil(() => fromGuests.acknowledged().length > 30, 30_000);

    const admin = cluster.at(owner, 1);
    const answer = await bulk(admin, { action: "revoke", match, reason: "The course is over" });
    const answeredAt = performance.now();

    expect(answer.receipt).toMatchObject({
      connections: tabs.length,
      nodes: { expected: 3, confirmed: 3 },
      confirmed: true,
    });
    expect(answer.guests).toHaveLength(GUESTS);
    const sent = fromOwner.acknowledged().length;
    await waitUntil(() => fromOwner.acknowledged().length > sent + 20, 30_000);
    await fromGuests.stop();
    const late = (await fromOwner.stop()).filter(({ askedAt }) => askedAt > answeredAt);
    const tooLate = new Set(late.map(({ message }) => message?.id));
    await Promise.all(tabs.map((tab) => tab.closed()));
    for (const tab of tabs) {
      const notice = tab.seen.findIndex(({ event }) => event === "guest:locked");
      expect(tab.of("guest:locked")).toMatchObject([{ reason: "The course is over" }]);
      expect(tab.seen.slice(notice + 1)).toEqual([]);
      expect(liveMessages(tab).filter(({ id }) => tooLate.has(id))).toEqual([]);
    }
    const audit = (await owner.get("/api/admin/audit?workspace=acme")).body.events;
    const events = audit.filter(({ data }: AuditEvent) => data.batch);
    expect(new Set(events.map(({ target }: AuditEvent) => target.id)).size).toBe(GUESTS);
    for (const { data } of events) {
      expect(data).toMatchObject({ batch: events[0].data.batch, receipt: answer.receipt });
    }
    here.close();
  });

  it("does not deadlock with others that concern the same guests, on whichever node", async () => {
    const { general } = cluster;
    await bulk(cluster.owner, { action: "restore", match });
    const { guests } = (await cluster.owner.get("/api/admin/guest?workspace=acme")).body;
    const ids = (guests as Guest[])
      .filter(({ email }) => email.endsWith("@crowd.test"))
      .map(({ id }) => id);
    const on = (n: number) => cluster.at(cluster.owner, n % 3);
    const guest = await cluster.buildGuest();
    ids.push(guest.guest.id);
    for (const n of [0, 1, 2]) {
      const token = await cluster.inviteGuest();
      const send = guest
        .post(`/api/channels/${general.id}/messages`, { body: `round ${n}` })
        .catch(asBrokenOff);
      const accept = cluster.at(guest, 1).post(`/api/invites/${token}/accept`).catch(asBrokenOff);
      await Promise.all([
        send,
        accept,
        bulk(on(n), { action: "revoke", match: { ids } }),
        bulk(on(n + 1), { action: "revoke", match: { ids: ids.toReversed() } }),
        ...ids.slice(0, 5).map((id) => on(n + 2).post(`/api/admin/guest/${id}/disconnect`)),
        bulk(on(n + 1), { action: "restore", match: { ids: ids.slice(5) } }),
        bulk(on(n), { action: "extend", match: { all: true }, expiresAt: null }),
      ]);
      await bulk(on(n), { action: "restore", match: { all: true } });
    }
    const removed = await Promise.all([
      bulk(on(0), { action: "remove", match }),
      bulk(on(1), { action: "revoke", match: { all: true } }),
    ]);
    expect(removed[0].guests).toHaveLength(GUESTS);
  });
});

describe("what is counted over several nodes", () => {
  const enterOn = (person: Person, nodes: number[]) =>
    Promise.all(nodes.map((n) => cluster.at(person, n).enter("acme")));

  it("one session with tabs on several nodes is one device", async () => {
    const guest = await cluster.buildGuest();
    const tabs = await enterOn(guest, [0, 1, 2]);
    tabs.push(...(await enterOn(await guest.signIn(), [1])));
    const { body } = await cluster.owner.get("/api/admin/guest?workspace=acme");
    const shown = body.guests.find(({ id }: { id: string }) => id === guest.guest.id);
    expect(shown).toMatchObject({ connections: 4, devices: 2 });
    for (const tab of tabs) tab.close();
  });

  it("each node counts the connections that were cut on it, whoever asked, and the sweep's too", async () => {
    const count = (reason: string) =>
      Promise.all(
        [0, 1, 2].map((n) =>
          readMetric(cluster.url(n), "gatehouse_connections_cut_total", { reason }),
        ),
      );
    const since = async (before: number[], reason: string) =>
      (await count(reason)).map((now, n) => now - (before[n] ?? 0));

    const before = await count("guest:locked");
    const revoked = await cluster.buildGuest();
    await enterOn(revoked, [1, 2, 2]);
    expect((await cluster.lock(revoked.guest.id)).receipt.connections).toBe(3);
    expect(await since(before, "guest:locked")).toEqual([0, 1, 2]);

    const expiring = await cluster.buildGuest();
    const tabs = await enterOn(expiring, [0, 1, 1]);
    await cluster.endSoon(expiring.guest.id);
    await Promise.all(tabs.map((tab) => tab.closed()));
    expect(await since(before, "guest:locked")).toEqual([1, 3, 2]);

    const beforeSignOut = await count("access:changed");
    const member = await cluster.buildMember();
    const open = await enterOn(member, [0, 1]);
    expectStatus(await cluster.at(member, 2).post("/api/auth/sign-out"), 200);
    await Promise.all(open.map((tab) => tab.closed()));
    expect(await since(beforeSignOut, "access:changed")).toEqual([1, 1, 0]);
  });
});
