import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import { useCluster } from "../support/cluster";
import type { Json } from "../support/person";
import { dayOf, importZip, line, ts, zip } from "../support/slack";
import { waitUntil } from "../support/wait";
import { expectStatus } from "../support/world";

const cluster = useCluster();
let database: pg.Client;
let channel: Channel;
beforeAll(async () => {
  database = new pg.Client({ connectionString: cluster.databaseUrl });
  await database.connect();
  expectStatus(await importAt(0, files), 200);
  const { channels } = (await cluster.owner.get("/api/workspaces/acme/channels")).body;
  channel = channels.find(({ name }: Json) => name === "plans");
});
afterAll(async () => {
  await database.end();
});

const files = {
  "users.json": [{ id: "U1", name: "gary" }],
  "channels.json": [{ id: "C1", name: "plans" }],
  [`plans/${dayOf(0)}`]: [line("U1", ts(0, 1), "one"), line("U1", ts(0, 2), "two")],
};
const later = { ...files, [`plans/${dayOf(1)}`]: [line("U1", ts(1, 1), "three")] };

const importAt = async (n: number, content: object) =>
  importZip(cluster.at(cluster.owner, n), "acme", await zip({ ...content }));

/** Holds the channel as a long transaction of somebody else would. */
async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  await database.query("BEGIN");
  await database.query("SELECT 1 FROM channel WHERE id = $1 FOR UPDATE", [channel.id]);
  try {
    return await work();
  } finally {
    await database.query("ROLLBACK");
  }
}

async function countUnreadAll(): Promise<number> {
  const { rows } = await database.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}

it("what is there already is read without touching the channel", async () => {
  const again = await whileHeld(() => importAt(0, files));
  expect(again).toMatchObject({ status: 200, body: { channels: 0, messages: 0 } });
});

it("all of an export is read before the channel is held", async () => {
  const broken = { ...later, [`plans/${dayOf(2)}`]: Buffer.from(`["${"x".repeat(1024 * 1024)}"]`) };
  const refused = await whileHeld(() => importAt(0, broken));
  expect(refused).toMatchObject({ status: 413, body: { code: "TOO_LARGE" } });
});

it("of two nodes that import the same at once, one does and the other says so", async () => {
  const answers = await whileHeld(async () => {
    const both = [importAt(0, later), importAt(1, later)];
    await waitUntil(async () => (await countUnreadAll()) === 2);
    return both;
  }).then((both) => Promise.all(both));
  const [done, refused] = answers.sort((a, b) => a.status - b.status);
  expect(done).toMatchObject({ status: 200, body: { messages: 1 } });
  expect(refused).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
  expect(refused?.body.error).toContain("is under way");
  const { messages } = (await cluster.owner.get(`/api/channels/${channel.id}/messages`)).body;
  expect(messages.map(({ body }: Json) => body)).toEqual(["one", "two", "three"]);
});
