import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import type { Member } from "@/lib/api-types";
import { readHistory, SHORT_LEASE, useCluster } from "../support/cluster";
import { beginReading, sendFile } from "../support/files";
import type { Person } from "../support/person";
import { askUnread } from "../support/raw";
import type { TestServer } from "../support/server";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus } from "../support/world";

const SIZE = 48 * 1024 * 1024;

const jump = fileURLToPath(new URL("../support/clock-jump.mjs", import.meta.url));
// Uploads are in a folder that all nodes reach, as an operator would have it.
const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-test-"));
const env = { DATA_DIR: dataDir, MAX_UPLOAD_MB: "50", NODE_OPTIONS: `--import ${jump}` };
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const cluster = useCluster({
  env: { ...SHORT_LEASE, ...env },
  expected: [/^redis (is away|connection lost|is not answering)$/],
});

it("a download breaks off when its session ends, or its reader is no member any more", async () => {
  const { general, owner } = cluster;
  const { file } = await sendFile(owner, general, "long.bin", Buffer.alloc(SIZE, 7));
  const guest = await cluster.buildGuest();
  const elsewhere = await guest.signIn();
  const member = cluster.at(await cluster.buildMember({ name: "Rita Removed" }), 1);

  const signedOut = await begin(guest, `/api/files/${file.id}`);
  const untouched = await begin(elsewhere, `/api/files/${file.id}`);
  expectStatus(await elsewhere.post("/api/auth/revoke-other-sessions"), 200);
  const removed = await begin(member, `/api/files/${file.id}`);
  const { body } = await owner.get("/api/workspaces/acme/members");
  const row = body.members.find((one: Member) => one.name === "Rita Removed") as Member;
  const answer = await owner.call("DELETE", `/api/workspaces/acme/members/${row.id}`);
  expect(expectStatus(answer, 200).body.receipt.confirmed).toBe(true);

  for (const one of [signedOut, removed, untouched]) one.response.resume();
  await waitUntil(() => [signedOut, removed, untouched].every((one) => one.state.ended), 20_000);
  expect(signedOut.state.ended).toBe("broken off");
  expect(removed.state.ended).toBe("broken off");
  expect(untouched.state).toEqual({ received: SIZE, ended: "whole" });
});

it("an export breaks off when its owner is no owner any more", async () => {
  const { owner } = cluster;
  const second = await cluster.buildMember({ name: "Oscar Owner" });
  const { body } = await owner.get("/api/workspaces/acme/members");
  const row = body.members.find((one: Member) => one.name === "Oscar Owner") as Member;
  const address = `/api/workspaces/acme/members/${row.id}`;
  expectStatus(await owner.call("PATCH", address, { role: "owner" }), 200);
  const long = await cluster.buildChannel();
  await say(owner, long.id, "first");
  await query(
    `INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id)
      SELECT id || n, channel_id, n, n, author_id, false, repeat('word ', 1900), gen_random_uuid()
      FROM message, generate_series(2, 4000) n WHERE channel_id = $1`,
    [long.id],
  );

  const exported = await begin(second, "/api/workspaces/acme/export");
  expectStatus(await owner.call("DELETE", address), 200);
  exported.response.resume();
  await waitUntil(() => exported.state.ended !== null, 20_000);
  expect(exported.state.ended).toBe("broken off");
});

it("what a guest does not read on another node is gone when the lock is confirmed", async () => {
  const { owner } = cluster;
  const long = await cluster.buildChannel();
  await say(owner, long.id, "first");
  await query(
    `INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id)
      SELECT gen_random_uuid(), channel_id, n, n, author_id, false, repeat('\u4e00', 10000), gen_random_uuid()
      FROM message, generate_series(2, 300) n WHERE channel_id = $1`,
    [long.id],
  );
  const guest = await cluster.buildGuest({ channels: [long] });
  const { url } = cluster.nodes[1] as TestServer;
  const path = `/api/channels/${long.id}/messages?limit=200`;
  const unread = askUnread(url, path, guest.cookie);
  let bytes = 0;
  await once(unread, "readable");
  const { receipt } = await cluster.lock(guest.guest.id);
  expect(receipt).toMatchObject({ confirmed: true, nodes: { expected: 2, confirmed: 2 } });
  unread.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await once(unread, "close");
  expect(bytes).toBeLessThan(1024 * 1024);
});

it("a message that waits for its turn until a guest's time is over is refused", async () => {
  const channel = await cluster.buildChannel();
  const guest = await cluster.buildGuest({ channels: [channel] });
  const tab = await guest.enter("acme");
  const database = await connect();
  try {
    await database.query("BEGIN");
    await database.query("SELECT 1 FROM channel WHERE id = $1 FOR UPDATE", [channel.id]);
    const expiresAt = await cluster.endSoon(guest.guest.id);
    const sending = guest
      .post(`/api/channels/${channel.id}/messages`, { body: "too late" })
      .catch(() => null);
    await letPass(Date.parse(expiresAt) + 500 - Date.now(), "a time on the clock comes");
    await database.query("COMMIT");
    expect((await sending)?.status).not.toBe(201);
    expect(await readHistory(cluster.owner, channel.id)).toEqual([]);
    await tab.closed();
  } finally {
    await database.end();
  }
});

it("what waits for a polling guest does not leave once the lease has run out", async () => {
  const { general, owner } = cluster;
  const guest = cluster.at(await cluster.buildGuest(), 1);
  const address = await pollIn(guest);
  const witness = await cluster.at(owner, 1).enter("acme");
  await say(cluster.at(owner, 1), general.id, "queued before");
  // What one on the same node has heard has been written for the other too.
  await witness.next("message:created");
  witness.close();
  await jumpClock(cluster.nodes[1]);
  const heard = await poll(guest, address);
  await jumpClock(cluster.nodes[1]);
  expect(heard).not.toContain("queued before");
  await waitUntil(async () => (await guest.get("/api/workspaces/acme/channels")).status === 200);
});

it("a page that is not found carries nothing of the workspace once the lease has run out", async () => {
  const guest = cluster.at(await cluster.buildGuest(), 1);
  const page = () => guest.get("/w/acme/c/none").catch(() => null);
  // On a busy machine the lease may run out without that.
  await expect.poll(async () => (await page())?.body).toContain("general");
  await jumpClock(cluster.nodes[1]);
  const heard = await page();
  await jumpClock(cluster.nodes[1]);
  expect(`${heard?.body}`).not.toContain("general");
  await waitUntil(async () => (await guest.get("/api/workspaces/acme/channels")).status === 200);
});

it("without Redis a download breaks off on another node when its channel is taken away", async () => {
  const { owner, leaseMs } = cluster;
  const [kept, lost] = [await cluster.buildChannel(), await cluster.buildChannel()];
  const { file } = await sendFile(owner, lost, "long.bin", Buffer.alloc(SIZE, 7));
  const guest = await cluster.buildGuest({ channels: [kept, lost] });
  await cluster.redis.kill();
  try {
    const there = await begin(cluster.at(guest, 1), `/api/files/${file.id}`);
    const address = `/api/admin/guest/${guest.guest.id}`;
    expectStatus(await owner.call("PATCH", address, { channelIds: [kept.id] }), 200);
    await letPass(leaseMs, "the lease runs out");
    there.response.resume();
    await waitUntil(() => there.state.ended !== null, 20_000);
    expect(there.state.ended).toBe("broken off");
  } finally {
    await cluster.redis.restart();
  }
});

/** Has the clock of a node run away, or stand right again, and waits until the node has noticed. */
async function jumpClock(node: TestServer | undefined): Promise<void> {
  const noticed = () => node?.stderr().split("the clock jumps").length ?? 0;
  const before = noticed();
  node?.signal("SIGUSR2");
  await waitUntil(() => noticed() > before);
}

/** An answer that has begun and is not read on. */
async function begin(person: Person, address: string) {
  const reading = await beginReading(person, address);
  await waitUntil(() => reading.state.received > 0);
  reading.response.pause();
  return reading;
}

async function connect(): Promise<pg.Client> {
  const database = new pg.Client({ connectionString: cluster.databaseUrl });
  await database.connect();
  return database;
}

async function query(statement: string, values: unknown[]): Promise<void> {
  const database = await connect();
  try {
    await database.query(statement, values);
  } finally {
    await database.end();
  }
}

async function say(person: Person, channelId: string, body: string): Promise<void> {
  expectStatus(await person.post(`/api/channels/${channelId}/messages`, { body }), 201);
}

/** A polling connection by hand, until it is ready. @returns its address */
async function pollIn(person: Person): Promise<string> {
  const base = "/socket.io/?EIO=4&transport=polling";
  const { sid } = JSON.parse((await poll(person, base)).slice(1)) as { sid: string };
  const address = `${base}&sid=${sid}`;
  const headers = { cookie: person.cookie, "content-type": "text/plain" };
  const body = `40${JSON.stringify({ workspace: "acme" })}`;
  await fetch(`${person.baseUrl}${address}`, { method: "POST", headers, body });
  let heard = "";
  while (!heard.includes('"ready"')) heard += await poll(person, address);
  return address;
}

async function poll(person: Person, address: string): Promise<string> {
  const answer = await fetch(`${person.baseUrl}${address}`, { headers: { cookie: person.cookie } });
  return answer.text();
}
