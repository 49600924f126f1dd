import {
  createDatabase,
  type PostgresService,
  startPostgres,
} from "../../tests/support/services/postgres";
import { buildWorld, type World } from "../../tests/support/world";

/** Runs a measurement on the embedded database and then on Postgres, each time with a new server. */
export async function onEachDatabase(
  measure: (world: World, database: string) => Promise<void>,
): Promise<void> {
  await inWorld({}, (world) => measure(world, "PGlite"));
  await onPostgres((world) => measure(world, "Postgres"));
}

/** Runs a measurement with a new server on a new Postgres. */
export async function onPostgres(
  measure: (world: World, databaseUrl: string) => Promise<void>,
): Promise<void> {
  const postgres: PostgresService = await startPostgres();
  try {
    const databaseUrl = await createDatabase(postgres.url);
    await inWorld({ DATABASE_URL: databaseUrl }, (world) => measure(world, databaseUrl));
  } finally {
    await postgres.stop();
  }
}

async function inWorld(
  env: Record<string, string>,
  measure: (world: World) => Promise<void>,
): Promise<void> {
  const world = await buildWorld({ env, embedded: !env.DATABASE_URL });
  try {
    await measure(world);
  } finally {
    await world.stop();
  }
}
