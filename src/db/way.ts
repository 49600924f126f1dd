import pg from "pg";
import { SettingsError } from "@/lib/settings-error";
import type { Address } from "./address";

/** How connections to the database are made. */
export interface Way {
  address: Address;
  /**
   * A pooler is in between, as PgBouncer: it takes no parameters at the beginning of a connection, or forgets them, and a
   * connection to the server is somebody else's after each transaction.
   */
  pooled: boolean;
}

/**
 * What every connection has, in the database's own names. Compiling a statement pays where it runs for seconds: ours run
 * for milliseconds, and a list of many channels looks dear enough to be compiled at every call.
 */
const SESSION: Record<string, string> = { timezone: "UTC", jit: "off" };

/** SQLSTATE of a greeting that was not understood: a pooler's answer to a parameter. */
const PROTOCOL_VIOLATION = "08P01";
const CONNECT_LIMIT_MS = 10_000;
/**
 * How long one statement may take before its request is told UNAVAILABLE. Through a pooler all have the same, since one
 * finds what another has left behind.
 */
export const STATEMENT_LIMIT_MS = 5_000;

/** @param limitMs for a statement; none where there is none */
export function describeConnection({ address, pooled }: Way, limitMs?: number): pg.ClientConfig {
  const { options, ...place } = address;
  const set = Object.entries(SESSION).map(([name, value]) => `-c ${name}=${value}`);
  return {
    ...place,
    keepAlive: true,
    application_name: "gatehouse",
    ...(limitMs !== undefined && { query_timeout: limitMs }),
    ...(!pooled && limitMs !== undefined && { statement_timeout: limitMs }),
    ...(pooled ? options && { options } : { options: [options, ...set].join(" ").trim() }),
  };
}

/** What has to be said on a new connection where it could not be said in greeting. */
export function describeSession({ pooled }: Way): string | undefined {
  if (!pooled) return undefined;
  const all = { ...SESSION, statement_timeout: `${STATEMENT_LIMIT_MS}ms` };
  return Object.entries(all)
    .map(([name, value]) => `SET ${name} = '${value}'`)
    .join("; ");
}

/**
 * Finds out whether a pooler is in between: it refuses what is said in greeting, or has been told to ignore it.
 * @throws SettingsError when it is one that knows no transactions; whatever connecting fails with
 */
export async function findWay(address: Address): Promise<Way> {
  const direct: Way = { address, pooled: false };
  try {
    if (await onConnection(direct, isHeard)) return direct;
  } catch (error) {
    if ((error as { code?: unknown }).code !== PROTOCOL_VIOLATION) throw error;
  }
  const pooled: Way = { address, pooled: true };
  await onConnection(pooled, assertTransactions);
  return pooled;
}

/** Works on a connection of its own, without a limit on statements but the one that it was made with. */
export async function onConnection<T>(
  way: Way,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const limit = way.pooled ? undefined : CONNECT_LIMIT_MS;
  const client = new pg.Client({
    ...describeConnection(way, limit),
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

async function isHeard(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ heard: boolean }>(
    `SELECT current_setting('TimeZone') = 'UTC'
        AND (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') = '${CONNECT_LIMIT_MS}' AS heard`,
  );
  return rows[0]?.heard === true;
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
