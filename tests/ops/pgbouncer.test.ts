import pg from "pg";
import { afterEach, describe, expect, inject, it } from "vitest";
import { startServer } from "../support/server";
import {
  findPgBouncer,
  type PgBouncerService,
  startPgBouncer,
} from "../support/services/pgbouncer";
import { createDatabase } from "../support/services/postgres";
import { buildWorld, type World } from "../support/world";

const program = await findPgBouncer();

let pooler: PgBouncerService | undefined;
let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  await pooler?.stop();
  [world, pooler] = [undefined, undefined];
});

async function through(
  settings: Record<string, string | number>,
  database?: string,
): Promise<string> {
  pooler = await startPgBouncer(program ?? "", inject("postgresUrl"), settings);
  return pooler.through(database ?? (await createDatabase(inject("postgresUrl"))));
}

const nameOf = (database: string) => new URL(database).pathname.slice(1);

/** Asks a database itself, on a connection that was made just now. */
async function ask(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

const refusal = (env: Record<string, string>): Promise<string> =>
  startServer({ env }).then(
    async (server) => {
      await server.stop();
      return "it started";
    },
    (error: unknown) => (error as Error).message,
  );

describe.skipIf(!program)("behind PgBouncer", () => {
  it.each([
    ["session pooling", { pool_mode: "session", default_pool_size: 60 }],
    ["transaction pooling", { pool_mode: "transaction", default_pool_size: 30 }],
    [
      "transaction pooling, parameters ignored and fewer connections than it wants",
      {
        pool_mode: "transaction",
        default_pool_size: 20,
        ignore_startup_parameters: "options,statement_timeout",
      },
    ],
  ])("with %s it works, however often it is started", async (_, settings) => {
    const database = await createDatabase(inject("postgresUrl"));
    // What looks as if our own settings had been heard.
    await ask(
      database,
      `ALTER ROLE CURRENT_USER IN DATABASE ${nameOf(database)} SET timezone = 'UTC'`,
    );
    await ask(
      database,
      `ALTER ROLE CURRENT_USER IN DATABASE ${nameOf(database)} SET statement_timeout = '30s'`,
    );
    const env = { DATABASE_URL: await through(settings, database) };
    const before = settings.pool_mode === "session" ? 0 : 2;
    for (let time = 0; time < before; time++) await (await startServer({ env })).stop();
    const built = await buildWorld({ env });
    world = built;
    const guest = await built.buildGuest();
    const tab = await guest.enter("acme");
    const bodies = Array.from({ length: 60 }, (_, n) => `message ${n}`);
    const path = `/api/channels/${built.general.id}/messages`;
    const sent = await Promise.all(bodies.map((body) => built.owner.post(path, { body })));
    expect(sent.map(({ status }) => status)).toEqual(bodies.map(() => 201));
    expect(sent[0]?.body.message.createdAt).toMatch(/(Z|\+00:00)$/);
    const second = await startServer({ env });
    const { receipt } = await built.lock(guest.guest.id);
    expect(receipt).toMatchObject({ confirmed: false, connections: 1 });
    await tab.next("guest:locked");
    expect((await guest.get(path)).status).toBe(403);
    await second.stop();
    expect(await ask(database, "SHOW jit")).toEqual([{ jit: "off" }]);
    const FEWER = /default_pool_size/;
    expect(built.server.unexpected(/RATE_LIMITS/, FEWER)).toEqual([]);
    const said = built.server.logs.filter(({ msg }) => FEWER.test(msg));
    expect(said).toMatchObject(
      settings.default_pool_size < 27 ? [{ possible: 20, needed: 27, lowered: 13 }] : [],
    );
  });

  it.each([
    ["too few connections", { pool_mode: "session", default_pool_size: 4 }, /default_pool_size/],
    ["statements alone", { pool_mode: "statement", default_pool_size: 60 }, /pool_mode/],
  ])("with %s the start says what to change", async (_, settings, what) => {
    const said = await refusal({ DATABASE_URL: await through(settings) });
    expect(said).toMatch(/\nGatehouse cannot start: DATABASE_URL.*\n$/);
    expect(said).toMatch(what);
  });
});
