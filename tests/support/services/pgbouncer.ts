import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findPostgres } from "./postgres-programs";
import {
  findFreePort,
  findIfPossible,
  startProgram,
  stopProgram,
  waitUntilReady,
} from "./programs";

export interface PgBouncerService {
  /** The address of a database of the Postgres behind it. */
  through: (databaseUrl: string) => string;
  stop: () => Promise<void>;
}

/** Finds PgBouncer, or installs it. Without it, prints a message and returns undefined. */
export const findPgBouncer = () => findIfPossible("pgbouncer", "docs/operations.md");

/**
 * Starts PgBouncer in front of a Postgres, with its defaults except for the settings.
 * @param settings of the section `pgbouncer`
 */
export async function startPgBouncer(
  program: string,
  postgresUrl: string,
  settings: Record<string, string | number>,
): Promise<PgBouncerService> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-pgbouncer-"));
  const { owner } = await findPostgres();
  const port = await findFreePort();
  const behind = new URL(postgresUrl);
  const all = { listen_addr: "127.0.0.1", listen_port: port, auth_type: "any", ...settings };
  const lines = Object.entries({ unix_socket_dir: "", ...all }).map(
    ([name, value]) => `${name} = ${value}`,
  );
  const file = join(folder, "pgbouncer.ini");
  const database = `* = host=${behind.hostname} port=${behind.port} user=${behind.username}`;
  await writeFile(file, ["[databases]", database, "[pgbouncer]", ...lines, ""].join("\n"));
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(folder, owner.uid, owner.gid);
    await chown(file, owner.uid, owner.gid);
  }
  const running = startProgram(program, [file], { ...owner, cwd: folder });
  const through = (databaseUrl: string) => {
    const url = new URL(databaseUrl);
    url.port = String(port);
    return url.href;
  };
  await waitUntilReady("PgBouncer", running, () => answers(through(postgresUrl)));
  return {
    through,
    stop: async () => {
      await stopProgram(running, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
