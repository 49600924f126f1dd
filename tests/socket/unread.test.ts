import { once } from "node:events";
import type { Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, Member } from "@/lib/api-types";
import { PollingTab } from "../support/polling-tab";
import { askRaw, askUnread } from "../support/raw";
import { RawTab } from "../support/raw-tab";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** Somebody who does not play along: who asks for much, reads nothing, and says what nobody asked for. */
const world = useWorld({ env: { RATE_LIMITS: "on", GUEST_LEASE_MS: "20000" } });
let database: pg.Client;
let long: Channel;
beforeAll(async () => {
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
  long = await world.buildChannel();
  await write(long, 700);
});
afterAll(async () => {
  await database.end();
});

const MiB = 1024 * 1024;
const LETTERS = 10_000;

/** Messages of 30 kB each. */
async function write(channel: Channel, count: number): Promise<void> {
  await database.query(
    `INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id)
     SELECT gen_random_uuid(), $1, n, n, (SELECT created_by FROM channel WHERE id = $1), false,
       repeat('\u4e00', ${LETTERS}), gen_random_uuid() FROM generate_series(1, $2::int) n`,
    [channel.id, count],
  );
  await database.query("UPDATE channel SET last_seq = $2, last_rev = $2 WHERE id = $1", [
    channel.id,
    count,
  ]);
}

const syncs = (channel: Channel, count: number) =>
  Array.from(
    { length: count },
    (_, n) => `42${n}${JSON.stringify(["sync", { cursors: { [channel.id]: 0 } }])}`,
  );

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${world.server.url}/api/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1]);
}
const waiting = () => metric("gatehouse_waiting_bytes");

/** Reads on, and says how much came until the connection was closed. */
async function readToEnd(socket: Socket): Promise<number> {
  let bytes = 0;
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const gone = once(socket, "close");
  socket.resume();
  await gone;
  return bytes;
}

describe("a guest who asks for much and does not read", () => {
  it("gets next to nothing of it after a confirmed revocation, over polling", async () => {
    const guest = await world.buildGuest({ channels: [long] });
    const tab = await PollingTab.enter(world.server.url, guest.cookie, "acme");
    await tab.say(...syncs(long, 10));
    const unread = tab.askUnread();
    await letPass(500, "what was sent arrives, and nothing tells when");
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt).toMatchObject({ connections: 1, confirmed: true });
    // The notice may wait.
    expect(await waiting()).toBeLessThan(1_000);
    expect(await readToEnd(unread)).toBeLessThan(0.3 * MiB);
    await tab.poll();
    expect(tab.events("guest:locked")).toHaveLength(1);
    tab.close();
  });

  it("gets no more than the network had taken, over WebSocket", async () => {
    const guest = await world.buildGuest({ channels: [long] });
    const tab = await RawTab.enter(world.server.url, guest.cookie, "acme");
    tab.pause();
    const before = tab.received;
    const ask = () => syncs(long, 8).forEach((text) => tab.say(text));
    // Until the network takes no more.
    let held = 0;
    let stalled = 0;
    await waitUntil(async () => {
      const bytes = await waiting();
      if (bytes < 1_000) ask();
      stalled = bytes > 1_000 && bytes === held ? stalled + 1 : 0;
      held = bytes;
      return stalled > 10;
    }, 15_000);
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt).toMatchObject({ connections: 1, confirmed: true });
    expect(receipt.elapsedMs).toBeLessThan(1_000);
    // The notice may wait.
    expect(await waiting()).toBeLessThan(1_000);
    tab.resume();
    await waitUntil(() => tab.gone);
    expect(tab.received - before).toBeLessThan(0.5 * MiB);
  });

  it("gets no more of an answer over HTTP, and neither does a member who is removed", async () => {
    const guest = await world.buildGuest({ channels: [long] });
    const member = await world.buildMember({ name: "Rita Removed" });
    const path = `/api/channels/${long.id}/messages?limit=200`;
    const answers = [guest, member].map(({ cookie }) => askUnread(world.server.url, path, cookie));
    // An answer has begun when its first byte is there to be read.
    await Promise.all(answers.map((socket) => once(socket, "readable")));
    const { receipt } = await world.lock(guest.guest.id);
    expect(receipt).toMatchObject({ confirmed: true });
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    const { id } = members.find(({ name }: Member) => name === member.name);
    expectStatus(await world.owner.call("DELETE", `/api/workspaces/acme/members/${id}`), 200);
    for (const socket of answers) expect(await readToEnd(socket)).toBeLessThan(MiB);
  });

  it("takes the memory of a page or two, however often they ask", async () => {
    const guest = await world.buildGuest({ channels: [long] });
    const before = await metric("process_resident_memory_bytes");
    const tabs: RawTab[] = [];
    for (let n = 0; n < 6; n++) {
      const tab = await RawTab.enter(world.server.url, guest.cookie, "acme");
      tab.pause();
      tabs.push(tab);
    }
    for (let n = 0; n < 40; n++) {
      for (const tab of tabs) syncs(long, 1).forEach((text) => tab.say(text));
      await letPass(20, "they go on at this pace");
    }
    expect(await waiting()).toBeLessThanOrEqual(1.1 * MiB);
    expect((await metric("process_resident_memory_bytes")) - before).toBeLessThan(150 * MiB);
    for (const tab of tabs) tab.destroy();
  });

  it("is cut when more waits for them than a megabyte, and those who read are not", async () => {
    const busy = await world.buildChannel();
    const reader = await world.buildGuest({ channels: [busy] });
    const guest = await world.buildGuest({ channels: [busy] });
    const reading = await reader.enter("acme");
    const unread = [
      await RawTab.enter(world.server.url, guest.cookie, "acme"),
      await RawTab.enter(world.server.url, guest.cookie, "acme"),
    ];
    const poll = await PollingTab.enter(world.server.url, guest.cookie, "acme");
    for (const tab of unread) tab.pause();
    const cuts = await metric("gatehouse_unread_connections_cut_total");
    const talkers = await Promise.all([1, 2, 3, 4, 5].map(() => world.buildMember()));
    const body = "\u4e00".repeat(LETTERS);
    let highest = 0;
    for (const talker of talkers) {
      const tab = await talker.enter("acme");
      for (let n = 0; n < 45; n++) {
        await tab.send(busy.id, body);
        if (n % 5 === 0) highest = Math.max(highest, await waiting());
      }
      tab.close();
    }
    expect(highest).toBeLessThan(2 * MiB);
    await waitUntil(
      async () => (await metric("gatehouse_unread_connections_cut_total")) - cuts === 3,
    );
    await waitUntil(() => {
      for (const tab of unread) tab.say("3");
      return unread.every((tab) => tab.gone);
    }, 2_000);
    expect(reading.of("message:created")).toHaveLength(5 * 45);
    reading.close();
    poll.close();
  });
});

describe("a connection", () => {
  it("that answers pings nobody sent is closed", async () => {
    const member = await world.buildMember();
    const tab = await RawTab.enter(world.server.url, member.cookie, "acme");
    tab.say("3");
    await waitUntil(() => tab.gone, 2_000);
  });

  it("says CONNECT once: two at the same time are not two connections", async () => {
    const guest = await world.buildGuest();
    const tab = await PollingTab.open(world.server.url, guest.cookie);
    const hello = `40${JSON.stringify({ workspace: "acme" })}`;
    await tab.say(hello, hello);
    // It is told to close, and the engine knows it no more.
    await tab.poll();
    expect((await tab.poll()).join()).toContain("Session ID unknown");
    expect(tab.events("ready")).toEqual([]);
    const live = await world.owner.get("/api/admin/guest?workspace=acme");
    const shown = live.body.guests.find((one: { id: string }) => one.id === guest.guest.id);
    expect(shown.connections).toBe(0);
  });
});

describe("strangers", () => {
  const open = (cookie = "") =>
    askRaw(world.server.url, "/socket.io/?EIO=4&transport=polling", {
      headers: cookie ? [["Cookie", cookie]] : [],
    });

  it("hold few connections, and for seconds; people who are signed in do not notice", async () => {
    await waitUntil(async () => (await metric("gatehouse_connections")) === 0, 10_000);
    const member = await world.buildMember();
    const answers = await Promise.all(Array.from({ length: 25 }, () => open()));
    const statuses = answers.map(({ status }) => status).sort();
    expect([statuses.filter((one) => one === 200).length, statuses.at(-1)]).toEqual([20, 429]);
    expect(answers.find(({ status }) => status === 429)).toMatchObject({
      body: { code: "RATE_LIMITED" },
      headers: { "retry-after": "1" },
    });
    const [upgrade, tab] = await Promise.all([
      askRaw(world.server.url, "/socket.io/?EIO=4&transport=websocket", { upgrade: true }),
      member.enter("acme"),
    ]);
    expect(await metric("gatehouse_connections")).toBe(21);
    expect(upgrade).toMatchObject({
      status: 429,
      body: { code: "RATE_LIMITED" },
      headers: { "retry-after": "1", "cache-control": "no-store", connection: "close" },
    });
    await waitUntil(async () => (await metric("gatehouse_connections")) === 1, 10_000);
    tab.close();
  });

  it("are few for a session too, until they have said who they are", async () => {
    const member = await world.buildMember();
    const answers = await Promise.all(Array.from({ length: 130 }, () => open(member.cookie)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
  });

  it("who say more than hello are closed", async () => {
    const tab = await RawTab.open(world.server.url, "");
    for (let n = 0; n < 200; n++) tab.say("40/nowhere,");
    await waitUntil(() => tab.gone, 2_000);
  });
});
