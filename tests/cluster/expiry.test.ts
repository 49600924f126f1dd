import { expect, it } from "vitest";
import { useCluster } from "../support/cluster";
import { openPendingChanges } from "../support/pending-change";
import type { Connection } from "../support/person";
import { nothingWithin, waitUntil } from "../support/wait";
import { expectStatus } from "../support/world";

const cluster = useCluster();

/** The contract's second, and what a loaded machine adds to the way from the server to this process. */
const BOUND_MS = 1_000 + 250;

it("five guests on two nodes are cut within one second of their time, on record once each", async () => {
  const guests = await Promise.all(Array.from({ length: 5 }, () => cluster.buildGuest()));
  const tabs = await Promise.all(
    guests.map((guest) => Promise.all([0, 1].map((n) => cluster.at(guest, n).enter("acme")))),
  );
  const closedAt = new Map<Connection, number>();
  for (const tab of tabs.flat()) tab.socket.on("disconnect", () => closedAt.set(tab, Date.now()));
  const start = Date.now() + 3_000;
  const times = guests.map((_, i) => new Date(start + i * 333));
  const changed = await Promise.all(
    guests.map(({ guest }, i) => patch(guest.id, { expiresAt: times[i]?.toISOString() })),
  );
  for (const answer of changed) expectStatus(answer, 200);
  await waitUntil(() => closedAt.size === 10, 10_000);
  for (const [i, pair] of tabs.entries()) {
    const time = times[i]?.getTime() ?? 0;
    for (const tab of pair) {
      const late = (closedAt.get(tab) ?? 0) - time;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(BOUND_MS);
      expect(tab.seen.at(-1)).toMatchObject({
        event: "guest:locked",
        payload: { reason: "Your guest access has expired" },
      });
      expect(tab.of("guest:locked")).toHaveLength(1);
    }
  }
  for (const [n, guest] of guests.entries()) {
    expect(
      await cluster
        .at(guest, n % 2)
        .connect("acme")
        .refused(),
    ).toMatchObject({
      code: "GUEST_EXPIRED",
    });
  }
  const ids = guests.map((guest) => guest.guest.id).sort();
  let recorded: { target: { id: string } }[] = [];
  await waitUntil(async () => {
    const { body } = await cluster.owner.get("/api/admin/audit?workspace=acme");
    recorded = body.events.filter((event: { action: string; data: { receipt?: object } }) => {
      return event.action === "guest.expired" && event.data.receipt;
    });
    return recorded.length >= 5;
  });
  expect(recorded.map((event) => event.target.id).sort()).toEqual(ids);
  // Time has acted: there is nobody, and no request that came from somewhere.
  for (const event of recorded) {
    // Both tabs count, whichever node's clock struck first.
    const receipt = { connections: 2, nodes: { expected: 2, confirmed: 2 }, confirmed: true };
    expect(event).toMatchObject({ actor: null, data: { receipt } });
    expect(event).not.toHaveProperty("data.address");
  }
  const { body } = await cluster.owner.get("/api/admin/audit?workspace=acme&kind=guests");
  const given = body.events.filter((event: { action: string }) => event.action === "guest.changed");
  expect(given).toHaveLength(5);
  for (const event of given) expect(event.data.address).toBe("127.0.0.1");
});

it("extending and shortening take effect at once", async () => {
  const [extended, shortened] = [await cluster.buildGuest(), await cluster.buildGuest()];
  const stays = await cluster.at(extended, 1).enter("acme");
  const goes = await cluster.at(shortened, 1).enter("acme");
  const soon = Date.now() + 5_000;
  await patch(extended.guest.id, { expiresAt: new Date(soon).toISOString() });
  await patch(shortened.guest.id, { expiresAt: new Date(soon + 3_600_000).toISOString() });
  await patch(extended.guest.id, { expiresAt: null });
  const time = Date.parse(await cluster.endSoon(shortened.guest.id));
  await goes.closed();
  expect(Date.now() - time).toBeGreaterThanOrEqual(0);
  expect(Date.now() - time).toBeLessThan(BOUND_MS);
  await nothingWithin(soon + 1_200 - Date.now(), () => !stays.socket.connected);
  await stays.send(cluster.general.id, "still here");
  stays.close();

  await patch(shortened.guest.id, { expiresAt: new Date(Date.now() + 60_000).toISOString() });
  const back = await cluster.at(shortened, 1).enter("acme");
  back.close();
});

it("a channel's own end cuts on both nodes within a second, once, and is on record once", async () => {
  const room = await cluster.buildChannel();
  const guest = await cluster.buildGuest({ channels: [cluster.general, room] });
  let expiresAt = "";
  // What counts is the end that was set last.
  for (const inMs of [3_600_000, 4_000]) {
    expiresAt = new Date(Date.now() + inMs).toISOString();
    const channels = [{ id: cluster.general.id }, { id: room.id, expiresAt }];
    expectStatus(await patch(guest.guest.id, { channels }), 200);
  }
  const enter = () => Promise.all([0, 1].map((n) => cluster.at(guest, n).enter("acme")));
  const tabs = await enter();
  const closedAt = new Map<Connection, number>();
  for (const tab of tabs) tab.socket.on("disconnect", () => closedAt.set(tab, Date.now()));
  await waitUntil(() => closedAt.size === 2, 10_000);
  for (const tab of tabs) {
    const late = (closedAt.get(tab) ?? 0) - Date.parse(expiresAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(BOUND_MS);
    expect(tab.of("access:changed")).toEqual([{ code: "FORBIDDEN" }]);
  }
  const again = await Promise.all([0, 1].map((n) => cluster.at(guest, n).enter("acme")));
  for (const tab of again)
    expect(tab.ready.channels.map(({ id }) => id)).toEqual([cluster.general.id]);
  // Neither node cuts them once more when its sweep finds the end.
  await nothingWithin(1_200, () => again.some((tab) => !tab.socket.connected));
  const { body } = await cluster.owner.get("/api/admin/audit?workspace=acme");
  const ends = body.events.filter(
    (event: { action: string; actor: object | null; target: { id: string } }) =>
      event.action === "guest.changed" &&
      event.actor === null &&
      event.target.id === guest.guest.id,
  );
  const receipt = { connections: 2, nodes: { expected: 2, confirmed: 2 }, confirmed: true };
  expect(ends).toHaveLength(1);
  expect(ends[0].data).toMatchObject({
    channelsRemoved: [room.id],
    reason: "The time in the channel was up",
    receipt,
  });
  for (const tab of again) tab.close();
});

const patch = (guestId: string, change: object) =>
  cluster.owner.call("PATCH", `/api/admin/guest/${guestId}`, change);

it("an invitation that ends unused within a day is told once to whoever made it, by any node", async () => {
  const invite = async (more: object) => {
    const wish = { workspace: "acme", channelIds: [cluster.general.id], ...more };
    return expectStatus(await cluster.owner.post("/api/admin/guest", wish), 201).body.invite;
  };
  const email = "late@client.example";
  const ending = await invite({ email, linkDays: 3 });
  await invite({ linkDays: 1 });
  await invite({ linkDays: 2 });
  const database = await openPendingChanges(cluster.databaseUrl);
  await database.query(
    "UPDATE invite SET link_expires_at = now() + interval '23 hours', created_at = now() - interval '2 days' WHERE id = $1",
    [ending.id],
  );
  await database.close();
  const tab = await cluster.owner.enter("acme");
  // A node does what is due every hour when it starts.
  await Promise.all([cluster.addNode(), cluster.addNode()]);
  expect(await tab.next("invite:ending")).toEqual({
    invite: { id: ending.id, role: "guest", email, left: 1, uses: 0 },
    endsAt: expect.any(String),
  });
  await nothingWithin(300, () => tab.of("invite:ending").length > 1);
  tab.close();
});
