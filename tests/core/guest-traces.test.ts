import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { noteDevice } from "@/core/access/guest-traces";
import { openDatabase, rows } from "@/db/client";
import { readEnv } from "@/lib/read-env";
import { copyDatabase, dropDatabase } from "../support/services/postgres";
import { waitUntil } from "../support/wait";

/** What is kept of the devices by which guests come. */
let close: () => Promise<void>;
beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  process.env.BETTER_AUTH_SECRET = "a secret of this test that is long enough";
  process.env.DATABASE_URL = await copyDatabase(inject("postgresUrl"), inject("migratedUrl"));
  close = (await openDatabase(readEnv(process.env))).close;
});
afterAll(async () => {
  await close();
  await dropDatabase(inject("postgresUrl"), process.env.DATABASE_URL ?? "");
});

const addresses = async () =>
  (
    await rows<{ address: string }>(sql`SELECT address FROM guest_device ORDER BY last_at DESC`)
  ).map(({ address }) => address);

it("a guest whose address changes all the time leaves no more than a thousand", async () => {
  await rows(sql`INSERT INTO "user" (id, name, email) VALUES
    ('host', 'Host', 'host@acme.test'), ('gina', 'Gina', 'gina@guests.test')`);
  await rows(sql`INSERT INTO organization (id, name, slug) VALUES ('acme', 'Acme', 'acme')`);
  await rows(sql`INSERT INTO guest (id, workspace_id, user_id, invited_by)
    VALUES ('guest', 'acme', 'gina', 'host')`);
  await rows(sql`INSERT INTO session (id, user_id, token, expires_at, ip_address)
    VALUES ('device', 'gina', 'token', now() + interval '1 day', '192.0.2.1')`);
  await rows(sql`INSERT INTO guest_device (workspace_id, user_id, address, user_agent, first_at, last_at)
    SELECT 'acme', 'gina', 'address ' || n, '', now(), now() - n * interval '1 minute'
    FROM generate_series(1, 1000) AS n`);
  noteDevice({ id: "guest", as: "guest", sessionId: "device" });
  await waitUntil(async () => (await addresses())[0] === "192.0.2.1");
  const kept = await addresses();
  expect([kept.length, kept.at(-1)]).toEqual([1000, "address 999"]);
});
