import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openPendingChanges } from "../support/pending-change";
import { startServer } from "../support/server";
import { createDatabase, dropDatabase } from "../support/services/postgres";
import { type RedisService, startRedis } from "../support/services/redis";
import { layStall, type Stall } from "../support/stall";
import { letPass, nothingWithin, waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

/** The question itself, with the end of text that the protocol puts behind it. */
const QUESTION = "SELECT 1\0";
const LEASE_MS = 2_000;

let stall: Stall;
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject("postgresUrl"));
  stall = await layStall(databaseUrl);
});
afterAll(async () => {
  await stall.stop();
  await dropDatabase(inject("postgresUrl"), databaseUrl);
});
const world = useWorld(() => ({
  env: { DATABASE_URL: stall.url, GUEST_LEASE_MS: String(LEASE_MS) },
  // The last test takes the tables away.
  expected: [/could not be confirmed/, /^reminders could not be sent$/],
}));

const probe = async () => (await fetch(`${world.server.url}/api/ready`)).status;

it("a storm of probes on a slow database is one question at a time, and the sweep goes on", async () => {
  const guest = await world.buildGuest();
  const owner = await world.owner.enter("acme");
  const tab = await guest.enter("acme");
  const slowMs = 2_500;
  const before = stall.held;
  stall.hold(QUESTION, slowMs, Infinity);
  const answers: Promise<number>[] = [];
  const begun = performance.now();
  while (performance.now() - begun < 3 * LEASE_MS) {
    answers.push(probe());
    await letPass(25, "they go on at this pace");
  }
  const { id } = await owner.send(world.general.id, "still here?");
  await waitUntil(() => tab.of("message:created").some(({ message }) => message.id === id));
  expect(tab.of("access:changed")).toEqual([]);
  const asked = stall.held - before;
  const lastedMs = performance.now() - begun;
  stall.hold(QUESTION, 0, Infinity);
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
  expect(asked).toBeLessThanOrEqual(lastedMs / slowMs + 1);
  tab.close();
  owner.close();
});

it("an answer is kept for a moment, and not for long", async () => {
  const before = stall.held;
  for (let n = 0; n < 20; n++) expect(await probe()).toBe(200);
  expect(stall.held - before).toBeLessThanOrEqual(5);
  await letPass(600, "the patience of the server ends");
  const later = stall.held;
  await probe();
  expect(stall.held).toBe(later + 1);
});

/** The reason why a server does not start, on these settings. */
async function startFails(env: Record<string, string>): Promise<string> {
  return startServer({ env }).then(
    async (server) => {
      await server.stop();
      return "it started";
    },
    (error: Error) => error.message,
  );
}

describe("a database that the code does not fit", () => {
  const JOURNAL = "drizzle.__drizzle_migrations";
  const untilReady = (status: number) => waitUntil(async () => (await probe()) === status);

  it("is not ready, and stops a start with the reason", async () => {
    const database = await openPendingChanges(databaseUrl);
    const settings = { DATABASE_URL: databaseUrl };
    await database.query(`INSERT INTO ${JOURNAL} (hash, created_at)
      SELECT 'of the next version', max(created_at) + 1 FROM ${JOURNAL}`);
    await untilReady(503);
    expect(await startFails(settings)).toMatch(/DATABASE_URL .*newer Gatehouse/);
    await database.query(`DELETE FROM ${JOURNAL} WHERE hash = 'of the next version'`);
    await untilReady(200);

    await database.query("ALTER TABLE guest RENAME TO former_guest");
    await untilReady(503);
    expect(await startFails(settings)).toMatch(/DATABASE_URL .*lacks tables.*guest/);
    await database.query("ALTER TABLE former_guest RENAME TO guest");
    await untilReady(200);

    await database.query("DROP SCHEMA public CASCADE");
    await database.query("DROP SCHEMA drizzle CASCADE");
    await database.query("CREATE SCHEMA public");
    await untilReady(503);
    const answer = await fetch(`${world.server.url}/api/ready`);
    expect(await answer.json()).toMatchObject({ code: "UNAVAILABLE" });
    await database.close();
  });
});

describe("a Redis that does not do what is needed", () => {
  let redis: RedisService;
  let database: string;
  beforeAll(async () => {
    redis = await startRedis();
    database = await createDatabase(inject("postgresUrl"));
    await redis.tell("ACL SETUSER shy on >quiet ~* &* +@all -subscribe -psubscribe");
  });
  afterAll(async () => {
    await redis.stop();
    await dropDatabase(inject("postgresUrl"), database);
  });

  const urlOf = (rest: string) => `redis://${rest.replace("@", `@127.0.0.1:${redis.port}`)}`;

  it.each([
    ["may not subscribe", "shy:quiet@", /REDIS_URL .*may not subscribe/],
    ["has no such database", "@/9999", /REDIS_URL .*no database 9999/],
    ["refuses the password", "shy:loud@", /REDIS_URL .*password/],
  ])("stops a start when it %s, with the reason", async (_, rest, reason) => {
    const said = await startFails({ DATABASE_URL: database, REDIS_URL: urlOf(rest) });
    expect(said).toMatch(reason);
    expect(said).not.toMatch(/quiet|loud/);
  });

  it("is not ready while it lets a node hear nothing, and is when it does again", async () => {
    await redis.tell("ACL SETUSER fickle on >moody ~gatehouse:* &gatehouse* &gatehouse#/#* +@all");
    const server = await startServer({
      env: { DATABASE_URL: database, REDIS_URL: urlOf("fickle:moody@") },
    });
    const isReady = async () => (await fetch(`${server.url}/api/ready`)).status === 200;
    await waitUntil(isReady);
    await redis.tell("ACL SETUSER fickle -subscribe -psubscribe", "CLIENT KILL TYPE pubsub");
    await waitUntil(async () => !(await isReady()));
    await nothingWithin(1_500, isReady);
    await redis.tell("ACL SETUSER fickle +subscribe +psubscribe");
    await waitUntil(isReady, 10_000);
    expect(server.unexpected(/RATE_LIMITS/, /^redis /)).toEqual([]);
    await server.stop();
  });
});
