import { type SQL, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Database, openDatabase, type OpenDatabase, rows } from "@/db/client";
import { NamedStatements, PLANNED_EACH_TIME, renewPlans } from "@/db/named-statements";
import { openPooled } from "@/db/pooled";
import { readEnv } from "@/lib/read-env";
import { createDatabase, dropDatabase } from "../support/services/postgres";

let url: string;
let database: OpenDatabase;
beforeAll(async () => {
  url = await createDatabase(inject("postgresUrl"));
  process.env.LOG_LEVEL = "silent";
  process.env.BETTER_AUTH_SECRET = "a secret of the tests that is long enough";
  process.env.DATABASE_URL = url;
  database = await openDatabase(readEnv(process.env));
});
afterAll(async () => {
  await database.close();
  await dropDatabase(inject("postgresUrl"), url);
});

it("no connection compiles statements, whatever they look to cost", async () => {
  for (const on of [database.db, database.sweepDb, database.reservedDb]) {
    expect(await rows(sql`SHOW jit`, on)).toEqual([{ jit: "off" }]);
  }
});

it("a statement that recurs is planned once, unless it says otherwise", async () => {
  await repeat((n) => sql`SELECT ${n}::int AS recurs`);
  await repeat((n) => sql`SELECT ${PLANNED_EACH_TIME} ${n}::int AS each`);
  expect(await listNamed()).toEqual([
    { statement: "SELECT $1::int AS recurs", plans: expect.closeTo(15, -1) },
  ]);
});

it("a connection keeps no more than so many of them", async () => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const one = openPooled(pool, new NamedStatements(3));
  for (let text = 0; text < 5; text += 1) {
    await repeat(() => sql`SELECT ${sql.raw(String(text))}`, one);
  }
  expect(await listNamed(one)).toHaveLength(3);
  await pool.end();
});

it("a plan that was made for a small table is not kept for a large one", async () => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  renewPlans(pool, 0);
  const one = openPooled(pool, new NamedStatements());
  await rows(sql`CREATE TABLE grows AS SELECT 1 AS key`, one);
  await rows(sql`CREATE INDEX ON grows (key)`, one);
  await repeat((n) => sql`SELECT key FROM grows WHERE key = ${n}::int`, one);
  const [named] = await rows<{ name: string }>(sql`SELECT name FROM pg_prepared_statements`, one);
  await rows(sql`INSERT INTO grows SELECT generate_series(1, 20000)`, one);
  const plan = await rows(sql.raw(`EXPLAIN EXECUTE "${named?.name}" (7)`), one);
  expect(JSON.stringify(plan)).toMatch(/Index/);
  await pool.end();
});

it("a migration by a newer server is no failure for those that are kept", async () => {
  const again = await openDatabase(readEnv(process.env));
  await rows(sql`CREATE TABLE of_test AS SELECT 1 AS value`);
  await repeat(() => sql`SELECT value FROM of_test`);
  await rows(sql`ALTER TABLE of_test ALTER value TYPE text`);
  expect(await rows(sql`SELECT value FROM of_test`)).toEqual([{ value: "1" }]);
  await repeat(() => sql`SELECT value FROM of_test`);
  expect(await listNamed()).toContainEqual(
    expect.objectContaining({ statement: "SELECT value FROM of_test", plans: expect.any(Number) }),
  );
  await again.close();
});

it("where somebody else resets the connection, nothing fails and nothing more gets a name", async () => {
  const again = await openDatabase(readEnv(process.env));
  await repeat((n) => sql`SELECT ${n}::int AS before`);
  await rows(sql`DEALLOCATE ALL`);
  expect(await rows(sql`SELECT ${7}::int AS before`)).toEqual([{ before: 7 }]);
  await repeat((n) => sql`SELECT ${n}::int AS after`);
  expect(await listNamed()).toEqual([]);
  await again.close();
});

/** One after the other, so that all of them run on one connection. */
async function repeat(statement: (n: number) => SQL, on?: Database): Promise<void> {
  for (let n = 0; n < 30; n += 1) await rows(statement(n), on);
}

const listNamed = (on?: Database) =>
  rows<{ statement: string; plans: number }>(
    sql`SELECT statement, generic_plans::int AS plans FROM pg_prepared_statements ORDER BY 1`,
    on,
  );
