import { AsyncLocalStorage } from "node:async_hooks";
import type { SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import pg from "pg";
import type { Env } from "@/lib/read-env";
import { SettingsError } from "@/lib/settings-error";
import { logLostConnection } from "@/lib/lost-connection";
import { processWide } from "@/lib/process-wide";
import { readAddress } from "./address";
import { type Columns, listColumns, type RowOf } from "./columns";
import { openEmbedded } from "./embedded";
import { explainOpening } from "./explain-opening";
import { assertFit } from "./fitness";
import { migratePg } from "./migrate";
import { NamedStatements, renewPlans } from "./named-statements";
import { openPooled } from "./pooled";
import type * as schema from "./schema";
import { assertRights, explainMissingRights } from "./rights";
import { findSchemaProblem } from "./schema-state";
import {
  BY_KEYS,
  describeConnection,
  describeSession,
  probeEndpoint,
  type Endpoint,
  STATEMENT_LIMIT_MS,
} from "./endpoint";

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface OpenDatabase {
  /** For requests and events. */
  db: Database;
  /** For messages that are sent together: two connections of those for requests, whose plans look up rows by keys. */
  sendsDb: Database;
  /** Separate connections for the sweep, so that a pool full of slow requests cannot starve it. */
  sweepDb: Database;
  /** Separate connections for everything that ends access, for the same reason. */
  reservedDb: Database;
  close(): Promise<void>;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    database?: OpenDatabase;
    /** Set while work uses a database handle other than the one for requests. */
    databaseHere?: AsyncLocalStorage<Database>;
  }
}

/** How many of the connections for requests are for sending, where there are enough. */
export const SEND_CONNECTIONS = 2;
const ENOUGH_CONNECTIONS = 8;
/** How many connections a process keeps for the sweep, and for ending access. */
const SWEEP_CONNECTIONS = 2;
const RESERVED_CONNECTIONS = 5;

/**
 * Opens and migrates the database that the settings name. Several nodes may do this at the same time.
 * @param migrates false opens it without migrating: a command must not change the schema under running servers
 * @throws SettingsError when the database cannot be opened, or its schema does not fit this code
 */
export async function openDatabase(env: Env, { migrates = true } = {}): Promise<OpenDatabase> {
  const opening = env.databaseUrl
    ? openPostgres(env.databaseUrl, env, migrates)
    : openEmbedded(env.dataDir, migrates);
  const setting = env.databaseUrl ? "DATABASE_URL" : "DATA_DIR";
  const fail = (cause: unknown): never => {
    if (cause instanceof SettingsError) throw cause;
    throw new SettingsError(`${setting} names a database ${explainOpening(cause)}`, { cause });
  };
  const opened = await opening.catch(fail);
  try {
    // drizzle's error names only the statement that failed. Its cause says why.
    const misfit = await findSchemaProblem(opened.sweepDb).catch((error: Error) =>
      fail(error.cause ?? error),
    );
    if (misfit) throw new SettingsError(`${setting} names a database that ${misfit}`);
  } catch (error) {
    await opened.close();
    throw error;
  }
  processWide().database = opened;
  return opened;
}

/**
 * The database handle of the current work: the requests' pool, unless `within` has set another one.
 * @throws Error when the database is not open
 */
export function db(): Database {
  return processWide().databaseHere?.getStore() ?? opened().db;
}

/** Forwards to `db()` at every access, for a library that keeps the handle it was given. */
export const currentDb: Database = new Proxy({} as Database, {
  get: (_, name) => Reflect.get(db(), name) as unknown,
  has: (_, name) => Reflect.has(db(), name),
});

/** Runs work that must not wait for requests: `db()` uses the reserved connections in it. */
export function withReservedDatabase<T>(work: () => T): T {
  return within(opened().reservedDb, work);
}

/** Runs work in which `db()` returns another database handle, or a transaction. */
export function within<T>(database: Database, work: () => T): T {
  const slot = processWide();
  slot.databaseHere ??= new AsyncLocalStorage();
  return slot.databaseHere.run(database, work);
}

/** The requests' pool, for work of several requests: whose handle `db()` has in it is an accident. */
export function requestsDb(): Database {
  return opened().db;
}

export function sendsDb(): Database {
  return opened().sendsDb;
}

export function sweepDb(): Database {
  return opened().sweepDb;
}

function opened(): OpenDatabase {
  const database = processWide().database;
  if (!database) throw new Error("The database is not open");
  return database;
}

/**
 * Runs a statement that selects these columns.
 * @param statement gets the SQL list of the columns, to put after `SELECT` or `RETURNING`
 * @returns the rows, typed by the columns
 */
export function rowsOf<C extends Columns>(
  columns: C,
  statement: (list: SQL) => SQL,
  on: Pick<Database, "execute"> = db(),
): Promise<RowOf<C>[]> {
  return rows<RowOf<C>>(statement(listColumns(columns)), on);
}

/**
 * Runs one statement, whose rows are what `T` says: nothing checks that. It is for a column or two that are named in the
 * same breath; rows that have a name, or that are mapped to something else, come from `rowsOf`.
 */
export async function rows<T>(statement: SQL, on: Pick<Database, "execute"> = db()): Promise<T[]> {
  const result: unknown = await on.execute(statement);
  return (result as { rows: T[] }).rows;
}

async function openPostgres(url: string, env: Env, migrates: boolean): Promise<OpenDatabase> {
  const endpoint = await probeEndpoint(readAddress(url, env.databaseCa));
  if (migrates) await prepare(endpoint, env);
  await assertRights(endpoint);
  const isEnough = env.databasePool >= ENOUGH_CONNECTIONS;
  const forRequests = env.databasePool - (isEnough ? SEND_CONNECTIONS : 0);
  const pool = createPool(endpoint, forRequests, STATEMENT_LIMIT_MS);
  const sendPool = isEnough
    ? createPool(endpoint, SEND_CONNECTIONS, STATEMENT_LIMIT_MS, BY_KEYS)
    : pool;
  const sweepPool = createPool(
    endpoint,
    SWEEP_CONNECTIONS,
    Math.max(500, Math.floor(env.guestLeaseMs / 2)),
  );
  const reservedPool = createPool(endpoint, RESERVED_CONNECTIONS, STATEMENT_LIMIT_MS);
  // A name belongs to a server connection, and a pooler gives those to other clients.
  const named = endpoint.pooled ? undefined : new NamedStatements();
  return {
    db: openPooled(pool, named),
    sendsDb: openPooled(sendPool, named),
    sweepDb: openPooled(sweepPool, named),
    reservedDb: openPooled(reservedPool, named),
    close: async () => {
      const pools = new Set([pool, sendPool, sweepPool, reservedPool]);
      await Promise.all([...pools].map((one) => one.end()));
    },
  };
}

async function prepare(endpoint: Endpoint, env: Env): Promise<void> {
  try {
    env.databasePool = await assertFit(
      endpoint,
      env.databasePool,
      SWEEP_CONNECTIONS + RESERVED_CONNECTIONS,
    );
    await migratePg(endpoint);
  } catch (error) {
    throw await explainMissingRights(endpoint, error);
  }
}

function createPool(
  endpoint: Endpoint,
  max: number,
  limitMs: number,
  more?: Record<string, string>,
): pg.Pool {
  const pool = new pg.Pool({
    ...describeConnection(endpoint, limitMs, more),
    max,
    connectionTimeoutMillis: Math.min(3_000, limitMs),
  });
  pool.on("error", (error) => logLostConnection("idle database connection lost", error));
  if (!endpoint.pooled) renewPlans(pool);
  const session = describeSession(endpoint);
  // This runs before the first statement, which queues behind it. If this fails, the first statement fails too.
  if (session) pool.on("connect", (client) => void client.query(session).catch(() => undefined));
  return pool;
}
