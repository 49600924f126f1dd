import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  createDatabase,
  type PostgresService,
  startPostgres,
} from "../../tests/support/services/postgres";
import { buildWorld, type World } from "../../tests/support/world";
import { type ChildServer, startChildServer } from "./child-server";
import { listFamily } from "./cpu";
import { type Load, startLoad } from "./load";
import { type Pgbench, preparePgbench } from "./pgbench";
import { CLIENT_CORE, pin, SERVER_CORE } from "./pin";
import type { Measured } from "./rounds";
import { watchServer } from "./strain";

/** Everything that takes part in a measurement: the servers on one core, database and clients on the other. */
export interface Setting {
  /** Only to see that everything runs: sizes are smaller, and figures mean nothing. */
  isTrial: boolean;
  /** Whether time does not matter. */
  isFull: boolean;
  postgres: PostgresService;
  pgbench: Pgbench;
  /** Socket.IO alone. */
  bare: ChildServer;
  /** A load process for each of the two, so that neither inherits the other's memory. */
  bareLoad: Load;
  load: Load;
  /** A new server with a database of its own, on the core of the servers. Whoever opens it stops it. */
  openWorld(env?: Record<string, string>): Promise<World>;
  /** All processes of the database, at this moment. */
  databasePids(): Promise<number[]>;
  /** Measures something, and how it strains the server. */
  watch(world: Pick<World, "server">, work: () => Promise<Measured>): Promise<Measured>;
}

export async function openSetting(
  kind: Pick<Setting, "isTrial" | "isFull">,
): Promise<Setting & { close(): Promise<void> }> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  // A signal would leave the servers and the database running; an exit ends them.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
  try {
    // What this process does itself, and the browser that it starts, belongs to the clients.
    await pin(process.pid, CLIENT_CORE);
    const postgres = await startPostgres();
    undo.push(() => postgres.stop());
    const postmaster = await readPid(postgres);
    await pin(postmaster, CLIENT_CORE);
    const pgbench = await preparePgbench(await createDatabase(postgres.url));
    undo.push(() => pgbench.close());
    const bare = await startChildServer("./bare-server.ts");
    undo.push(() => bare.stop());
    const [bareLoad, load] = [await startLoad(), await startLoad()];
    undo.push(() => Promise.all([bareLoad.stop(), load.stop()]));
    const databasePids = () => listFamily(postmaster);
    const others = { databasePids, loadPids: () => [load.pid, process.pid] };
    return {
      ...kind,
      ...{ postgres, pgbench, bare, bareLoad, load, databasePids, close },
      openWorld: (env) => openWorld(postgres, env),
      watch: ({ server }, work) => watchServer(server, others, work),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openWorld(postgres: PostgresService, env: Record<string, string> = {}) {
  const DATABASE_URL = await createDatabase(postgres.url);
  const world = await buildWorld({ env: { DATABASE_URL, ...env } });
  await pin(world.server.pid, SERVER_CORE);
  return world;
}

async function readPid({ folder }: PostgresService): Promise<number> {
  const [first = ""] = (await readFile(join(folder, "data", "postmaster.pid"), "utf8")).split("\n");
  return Number(first);
}
