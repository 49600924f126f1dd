import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Guest } from "@/lib/api-types";
import { liveMessages } from "../support/cluster";
import { openPendingChanges } from "../support/pending-change";
import { Person } from "../support/person";
import { startServer, type TestServer } from "../support/server";
import { copyDatabase, createDatabase, dropDatabase } from "../support/services/postgres";
import { type RedisService, startRedis } from "../support/services/redis";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus } from "../support/world";

/** What is enough for a Redis that others use too. */
const ACL = "~gatehouse:* &gatehouse:* +@all -psubscribe";

let redis: RedisService;
const undo: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  redis = await startRedis();
  undo.push(() => redis.stop());
  await redis.tell(`ACL SETUSER frugal on >little ${ACL}`);
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

async function ownDatabase(): Promise<string> {
  const url = await createDatabase(inject("postgresUrl"));
  undo.push(() => dropDatabase(inject("postgresUrl"), url));
  return url;
}

const settings = (databaseUrl: string, number: number) => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: `redis://frugal:little@127.0.0.1:${redis.port}/${number}`,
  GUEST_LEASE_MS: "3000",
});

async function serve(databaseUrl: string, number: number): Promise<TestServer> {
  const server = await startServer({ env: settings(databaseUrl, number) });
  undo.push(() => server.stop());
  return server;
}

it("two installations with one number of one Redis count apart", async () => {
  const [one, other] = await Promise.all(
    [0, 0].map(async (number) => {
      const env = { ...settings(await ownDatabase(), number), RATE_LIMITS: "on" };
      const world = await buildWorld({ env });
      undo.push(() => world.stop());
      return new Person(world.server.url, "Nobody", "nobody@acme.test");
    }),
  );
  const guess = async (person: Person | undefined) => {
    const { email, password } = person as Person;
    return (await (person as Person).post("/api/auth/sign-in/email", { email, password })).status;
  };
  let answers = 0;
  while ((await guess(one)) !== 429) expect(++answers).toBeLessThan(12);
  expect(await guess(other)).toBe(401);
});

it("an installation and its copy do not hear each other, nodes of one do, in the registry or on their way there", async () => {
  const original = await ownDatabase();
  const before = await buildWorld({ env: settings(original, 0) });
  const { owner, general } = before;
  const guest = await before.buildGuest();
  await before.stop();
  const copy = await copyDatabase(inject("postgresUrl"), original);
  undo.push(() => dropDatabase(inject("postgresUrl"), copy));

  const [first, second, staging] = await Promise.all([
    serve(original, 0),
    serve(original, 0),
    serve(copy, 1),
  ]);
  const [here, there, copied] = await Promise.all(
    [first, second, staging].map(({ url }) => owner.at(url).enter("acme")),
  );
  const [guestHere, guestCopied] = await Promise.all(
    [second, staging].map(({ url }) => guest.at(url).enter("acme")),
  );
  if (!here || !there || !copied || !guestHere || !guestCopied) throw new Error("not connected");

  await there.send(general.id, "of the original");
  await waitUntil(() => liveMessages(here).length === 1);
  const { receipt } = await lock(owner.at(first.url), guest.guest);
  expect(receipt).toMatchObject({ confirmed: true, connections: 1, nodes: { expected: 2 } });
  await guestHere.closed();
  await here.send(general.id, "after the lock");
  await copied.send(general.id, "of the copy");
  await waitUntil(() => liveMessages(guestCopied).length > 0);
  expect(liveMessages(guestCopied).map(({ body }) => body)).toEqual(["of the copy"]);
  expect(guestCopied.socket.connected).toBe(true);

  // Longer than a beat, so that each node has seen the other one gone.
  const registry = await openPendingChanges(original);
  const until = performance.now() + 1_500;
  const sent = liveMessages(here).map(({ id }) => id);
  while (performance.now() < until) {
    await registry.query("DELETE FROM node");
    sent.push((await there.send(general.id, "of a node that is taken for gone")).id);
  }
  await registry.close();
  await waitUntil(() => liveMessages(here).length >= sent.length);
  expect(liveMessages(here).map(({ id }) => id)).toEqual(sent);
  for (const tab of [here, there, copied, guestCopied]) tab.close();
});

async function lock(owner: Person, guest: Guest) {
  const answer = await owner.post(`/api/admin/guest/${guest.id}/disconnect`);
  return expectStatus(answer, 200).body;
}
