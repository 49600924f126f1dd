import pg from "pg";
import { SettingsError } from "@/lib/settings-error";
import type { Address } from "./address";

/** Where the database is, and whether a pooler is in front of it. */
export interface Endpoint {
  address: Address;
  /**
   * A pooler such as PgBouncer is in between. It refuses or ignores the parameters in the startup message, and after
   * each transaction it may give the server connection to another client.
   */
  pooled: boolean;
}

/**
 * The settings of every connection. JIT compilation pays only for a statement that runs for seconds. Ours run for
 * milliseconds, but the planner rates a list of many channels so expensive that it would compile it at every call.
 */
const SESSION: Record<string, string> = { timezone: "UTC", jit: "off" };

/**
 * Further settings of a connection for statements that look up every row by a key. The plan that Postgres makes for a
 * table of ten rows would read all of it, and be kept when it has a million.
 */
export const BY_KEYS: Record<string, string> = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
};

/** The SQLSTATE with which a pooler refuses a parameter in the startup message. */
const PROTOCOL_VIOLATION = "08P01";
const CONNECT_LIMIT_MS = 10_000;
/**
 * How long one statement may take before its request gets UNAVAILABLE. Through a pooler every connection has this
 * limit, because a client inherits the settings that another has left on the server connection.
 */
export const STATEMENT_LIMIT_MS = 5_000;

/**
 * @param limitMs the timeout of a statement; undefined: no timeout
 * @param more settings besides those of every connection; a pooler gets none of them
 */
export function describeConnection(
  { address, pooled }: Endpoint,
  limitMs?: number,
  more: Record<string, string> = {},
): pg.ClientConfig {
  const { options, ...target } = address;
  const set = Object.entries({ ...SESSION, ...more }).map(([name, value]) => `-c ${name}=${value}`);
  return {
    ...target,
    keepAlive: true,
    application_name: "gatehouse",
    ...(limitMs !== undefined && { query_timeout: limitMs }),
    ...(!pooled && limitMs !== undefined && { statement_timeout: limitMs }),
    ...(pooled ? options && { options } : { options: [options, ...set].join(" ").trim() }),
  };
}

/** The SQL to run on every new connection, where a pooler takes no parameters in the startup message. */
export function describeSession({ pooled }: Endpoint): string | undefined {
  if (!pooled) return undefined;
  const all = { ...SESSION, statement_timeout: `${STATEMENT_LIMIT_MS}ms` };
  return Object.entries(all)
    .map(([name, value]) => `SET ${name} = '${value}'`)
    .join("; ");
}

/**
 * Finds out whether a pooler is in between: it refuses the parameters in the startup message, or is configured to
 * ignore them.
 * @throws SettingsError when the pooler allows no transactions
 * @throws Error from `pg` when the connection fails
 */
export async function probeEndpoint(address: Address): Promise<Endpoint> {
  const direct: Endpoint = { address, pooled: false };
  try {
    if (await onConnection(direct, hasParameters)) return direct;
  } catch (error) {
    if ((error as { code?: unknown }).code !== PROTOCOL_VIOLATION) throw error;
  }
  const pooled: Endpoint = { address, pooled: true };
  await onConnection(pooled, assertTransactions);
  return pooled;
}

/**
 * Opens a connection for `work` alone and closes it afterwards. Without a pooler, statements time out on the server.
 */
export async function onConnection<T>(
  endpoint: Endpoint,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const limit = endpoint.pooled ? undefined : CONNECT_LIMIT_MS;
  const client = new pg.Client({
    ...describeConnection(endpoint, limit),
    query_timeout: undefined,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the server has received the parameters of the startup message. */
async function hasParameters(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ received: boolean }>(
    `SELECT current_setting('TimeZone') = 'UTC'
        AND (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') = '${CONNECT_LIMIT_MS}' AS received`,
  );
  return rows[0]?.received === true;
}

async function assertTransactions(client: pg.Client): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query("ROLLBACK");
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== PROTOCOL_VIOLATION) throw cause;
    throw new SettingsError(
      "DATABASE_URL names a pooler that allows no transactions: " +
        "set pool_mode of PgBouncer to session or transaction, not statement",
      { cause },
    );
  }
}
