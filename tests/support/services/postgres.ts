import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { findPostgres, type Installation } from "./postgres-programs";
import {
  execute,
  findFreePort,
  type Running,
  startProgram,
  stopProgram,
  waitUntilReady,
} from "./programs";

/** A Postgres of our own, which tests may also kill and pause. */
export interface PostgresService {
  /** The address of the maintenance database, for an administrator. */
  url: string;
  port: number;
  /** The folder of its socket. */
  folder: string;
  stop: () => Promise<void>;
  /** Like a power cut. */
  kill: () => Promise<void>;
  /** Starts it again, with the same port and data. */
  restart: () => Promise<void>;
  /** Suspends all its processes: connections stay open and nothing answers. */
  pause: () => Promise<void>;
  resume: () => Promise<void>;
}

const settings = {
  listen_addresses: "127.0.0.1",
  max_connections: "300",
  shared_buffers: "64MB",
  autovacuum_naptime: "1d",
  max_wal_senders: "0",
  wal_level: "minimal",
  log_min_messages: "warning",
};

export interface PostgresOptions {
  /** In PEM; with it, the server also speaks TLS. */
  certificate?: { cert: string; key: string };
  maxConnections?: number;
  /** Whether nothing that was acknowledged may be lost when the machine goes down. Where the machine stays, nothing is. */
  durable?: boolean;
}

/** Starts an empty Postgres: an installed one, or the one of an npm package. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresService> {
  const installation = await findPostgres();
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-postgres-"));
  const { uid, gid } = installation.owner;
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
  await chmod(folder, 0o700);
  await createCluster(installation, join(folder, "data"));

  const port = await findFreePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const own = await prepare(installation, folder, options);
  const start = () => launch(installation, folder, port, url, own);
  let running = await start();
  return {
    url,
    port,
    folder,
    stop: async () => {
      await stopProgram(running, "SIGINT");
      // On a busy machine it may have been killed, and its children exit a moment later.
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    },
    kill: async () => {
      const family = await processesOf(running.pid);
      for (const pid of family) signalProcess(pid, "SIGKILL");
      await running.exited;
    },
    restart: async () => {
      await stopProgram(running, "SIGINT");
      running = await start();
    },
    pause: async () => {
      for (const pid of await processesOf(running.pid)) signalProcess(pid, "SIGSTOP");
    },
    resume: async () => {
      for (const pid of await processesOf(running.pid)) signalProcess(pid, "SIGCONT");
    },
  };
}

/**
 * Makes a fresh, empty database and returns its address.
 * @param options in SQL, such as a locale
 */
export async function createDatabase(adminUrl: string, options = ""): Promise<string> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administrate(adminUrl, `CREATE DATABASE ${name} TEMPLATE template0 ${options}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Copies a database that nobody is connected to, as for staging, and returns the copy's address. */
export async function copyDatabase(adminUrl: string, url: string): Promise<string> {
  const from = new URL(url).pathname.slice(1);
  const address = new URL(url);
  address.pathname = `/${from}_copy_${randomBytes(8).toString("hex")}`;
  await administrate(adminUrl, `CREATE DATABASE ${address.pathname.slice(1)} TEMPLATE ${from}`);
  return address.href;
}

/**
 * Makes a database in the state after the first start, before anybody has an account. Copies of it make starts faster.
 */
export async function createMigrated(adminUrl: string): Promise<string> {
  const url = await createDatabase(adminUrl);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await migrate(drizzle(client), { migrationsFolder: "src/db/migrations" });
  await client.end();
  return url;
}

/** Deletes a database of `createDatabase`, and ends connections to it. */
export async function dropDatabase(adminUrl: string, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await administrate(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function createCluster({ initdb, owner }: Installation, data: string): Promise<void> {
  // As in operators' databases: with plain C, only ASCII letters have an upper case.
  const locale = ["-E", "UTF8", "--locale=C", "--lc-ctype=C.UTF-8"];
  const args = ["-D", data, "-U", "postgres", "-A", "trust", "-N", ...locale];
  await execute(initdb, args, { ...owner, cwd: dirname(data) });
}

/** The settings in addition to those of all tests. The files that they name are then in the folder. */
async function prepare(
  { owner: { uid, gid } }: Installation,
  folder: string,
  { certificate, maxConnections, durable = true }: PostgresOptions,
): Promise<Record<string, string>> {
  const kept = durable ? "on" : "off";
  const own: Record<string, string> = { fsync: kept, full_page_writes: kept };
  if (maxConnections) own.max_connections = String(maxConnections);
  if (!certificate) return own;
  const [cert, key] = [join(folder, "server.crt"), join(folder, "server.key")];
  await writeFile(cert, certificate.cert);
  await writeFile(key, certificate.key, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) {
    await Promise.all([cert, key].map((file) => chown(file, uid, gid)));
  }
  return { ...own, ssl: "on", ssl_cert_file: cert, ssl_key_file: key };
}

async function launch(
  { postgres, owner }: Installation,
  folder: string,
  port: number,
  url: string,
  own: Record<string, string>,
): Promise<Running> {
  const all = { ...settings, ...own };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", join(folder, "data"), "-p", String(port), "-k", folder, ...options];
  const running = startProgram(postgres, args, { ...owner, cwd: folder });
  await waitUntilReady("Postgres", running, () => answers(url));
  return running;
}

async function answers(url: string): Promise<boolean> {
  try {
    await administrate(url, "SELECT 1");
    return true;
  } catch {
    return false;
  }
}

async function administrate(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The server's process and all its children: suspending only the parent would not stop a backend. */
async function processesOf(parent: number): Promise<number[]> {
  if (!existsSync("/proc")) return [parent, ...(await childrenByPgrep(parent))];
  const folder = await readdir(`/proc/${parent}/task`);
  const lists = await Promise.all(
    folder.map((task) => readFile(`/proc/${parent}/task/${task}/children`, "utf8")),
  );
  return [parent, ...lists.join(" ").split(" ").filter(Boolean).map(Number)];
}

async function childrenByPgrep(parent: number): Promise<number[]> {
  const { stdout } = await execute("pgrep", ["-P", String(parent)]);
  return stdout.split("\n").filter(Boolean).map(Number);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!gone) throw error;
  }
}
