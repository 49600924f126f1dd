import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migrateThroughPg } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migrateThroughPglite } from "drizzle-orm/pglite/migrator";
import { onConnection, type Way } from "./way";

/** Any number that nobody else takes: nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_203_118;
/** Who waits longer than any migration takes waits for a lock that was left behind. */
const LOCK_LIMIT_MS = 120_000;

export function migrationsFolder(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), "src/db/migrations");
}

/**
 * Nodes that start together migrate one after the other. The lock is the transaction's: one of a session would stay behind
 * on a pooler's connection.
 */
export async function migratePg(way: Way): Promise<void> {
  await onConnection(way, async (client) => {
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
