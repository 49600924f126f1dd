import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migrateThroughPg } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migrateThroughPglite } from "drizzle-orm/pglite/migrator";
import { onConnection, type Endpoint } from "./endpoint";

/** The key of the advisory lock: an arbitrary number that nobody else uses. */
const MIGRATION_LOCK = 7_203_118;
/** Longer than any migration takes: a lock that is held for longer was left behind. */
const LOCK_LIMIT_MS = 120_000;

export function migrationsFolder(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), "src/db/migrations");
}

/**
 * Migrates the database. Nodes that start together migrate one after the other. The lock belongs to the transaction: a
 * session's lock would stay on the pooler's connection.
 */
export async function migratePg(endpoint: Endpoint): Promise<void> {
  await onConnection(endpoint, async (client) => {
    await client.query(
      `BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '${LOCK_LIMIT_MS}ms'`,
    );
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await migrateThroughPg(drizzlePg(client), { migrationsFolder: migrationsFolder() });
    await client.query("COMMIT");
  });
}

export async function migratePglite(client: PGlite): Promise<void> {
  await migrateThroughPglite(drizzlePglite(client), { migrationsFolder: migrationsFolder() });
}
