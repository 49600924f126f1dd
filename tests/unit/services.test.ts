import pg from "pg";
import { expect, inject, test } from "vitest";
import { createDatabase, dropDatabase, startPostgres } from "../support/services/postgres";
import { startRedis } from "../support/services/redis";

test("a test's database is fresh, and gone when it is dropped", async () => {
  const url = await createDatabase(inject("postgresUrl"));
  expect(await ask(url, "SELECT count(*)::int AS n FROM pg_class WHERE relname = 'guest'")).toBe(0);
  await dropDatabase(inject("postgresUrl"), url);
  await expect(ask(url, "SELECT 1 AS n")).rejects.toThrow(/does not exist/);
});

test("a Postgres that is killed comes back on its port with what it had", async () => {
  const postgres = await startPostgres();
  await ask(postgres.url, "CREATE TABLE kept AS SELECT 7 AS n");
  await postgres.kill();
  await expect(ask(postgres.url, "SELECT 1 AS n")).rejects.toThrow();
  await postgres.restart();
  expect(await ask(postgres.url, "SELECT n FROM kept")).toBe(7);

  await postgres.pause();
  await expect(ask(postgres.url, "SELECT 1 AS n")).rejects.toThrow(/timeout/);
  await postgres.resume();
  expect(await ask(postgres.url, "SELECT n FROM kept")).toBe(7);
  await postgres.stop();
});

test("a Redis that is killed comes back on its port", async () => {
  const redis = await startRedis();
  await redis.kill();
  await redis.restart();
  redis.pause();
  redis.resume();
  await redis.stop();
});

async function ask(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(statement);
    return rows[0]?.n ?? -1;
  } finally {
    await client.end();
  }
}
