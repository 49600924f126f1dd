import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Message } from "@/lib/api-types";
import { createDatabase, dropDatabase } from "../support/services/postgres";
import { layStall, type Stall } from "../support/stall";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** As the server's own limits: a statement is given up after five seconds, and the rollback waits for it. */
const GIVEN_UP_MS = 5_000;
const LONGER_MS = 11_000;

let stall: Stall;
let database: pg.Client;
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject("postgresUrl"));
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  stall = await layStall(databaseUrl);
});
afterAll(async () => {
  await stall.stop();
  await database.end();
  await dropDatabase(inject("postgresUrl"), databaseUrl);
});
const world = useWorld(() => ({ env: { DATABASE_URL: stall.url } }));

it("a transaction that stalls takes nothing down with it that was acknowledged", async () => {
  const guest = await world.buildGuest();
  stall.hold("UPDATE guest g SET locked_at", LONGER_MS);
  const begun = performance.now();
  const answer = await lock(guest.guest.id);
  expectStatus(answer, 503);
  expect(performance.now() - begun).toBeLessThan(GIVEN_UP_MS + 4_000);
  await letPass(begun + LONGER_MS + 500 - performance.now(), "a time on the clock comes");

  const sent: Message[] = [];
  for (let n = 0; n < 5; n += 1) {
    const path = `/api/channels/${world.general.id}/messages`;
    const { body } = expectStatus(await world.owner.post(path, { body: `kept ${n}` }), 201);
    sent.push(body.message);
  }
  const ids = sent.map((message) => message.id);
  const kept = await database.query("SELECT id FROM message WHERE id = ANY($1)", [ids]);
  expect(kept.rowCount).toBe(5);
  await waitUntil(async () => (await countOpen()) === 0);
});

it("a transaction whose beginning stalls leaves no connection behind", async () => {
  const guest = await world.buildGuest();
  const heldBefore = stall.held;
  stall.hold("BEGIN", GIVEN_UP_MS + 1_000);
  expectStatus(await lock(guest.guest.id), 503);
  expect(stall.held).toBe(heldBefore + 1);
  await letPass(1_500, "the patience of the server ends");
  await waitUntil(async () => (await countOpen()) === 0);
  expectStatus(await lock(guest.guest.id), 200);
});

const lock = (guestId: string) => world.owner.post(`/api/admin/guest/${guestId}/disconnect`, {});

async function countOpen(): Promise<number> {
  const { rows } = await database.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'gatehouse' AND state LIKE 'idle in%'`,
  );
  return rows[0].count;
}
