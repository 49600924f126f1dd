import pg from "pg";
import {
  createDatabase,
  type PostgresService,
  startPostgres,
} from "../../tests/support/services/postgres";
import { buildWorld, type World } from "../../tests/support/world";

/** Runs a measurement with a new server on a new Postgres. */
export async function onPostgres(
  measure: (world: World, databaseUrl: string) => Promise<void>,
): Promise<void> {
  const postgres: PostgresService = await startPostgres();
  try {
    const databaseUrl = await createDatabase(postgres.url);
    const world = await buildWorld({ env: { DATABASE_URL: databaseUrl } });
    try {
      await measure(world, databaseUrl);
    } finally {
      await world.stop();
    }
  } finally {
    await postgres.stop();
  }
}

/** The version of a Postgres. */
export async function readVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  return rows[0]?.server_version ?? "unknown";
}
