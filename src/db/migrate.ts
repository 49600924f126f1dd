import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migrateThroughPg } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migrateThroughPglite } from "drizzle-orm/pglite/migrator";
import pg from "pg";

/** Any number that nobody else takes: nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_203_118;

export function migrationsFolder(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), "src/db/migrations");
}

export async function migratePg(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrateThroughPg(drizzlePg(client), { migrationsFolder: migrationsFolder() });
  } finally {
    await client.end();
  }
}

export async function migratePglite(client: PGlite): Promise<void> {
  await migrateThroughPglite(drizzlePglite(client), { migrationsFolder: migrationsFolder() });
}
