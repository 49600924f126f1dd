import type pg from "pg";
import { logger } from "@/lib/logger";
import { SettingsError } from "@/lib/settings-error";
import { countPoolerConnections } from "./count-pooler-connections";
import { onConnection, type Endpoint } from "./endpoint";

/** A process does not start with fewer connections for requests than this. */
const MIN_FOR_REQUESTS = 2;

interface State {
  encoding: string;
  readOnly: boolean;
  /** How many connections this user could still open to this database now. */
  left: number;
  /** How many connections this user could open if nobody else had any. */
  max: number;
}

/**
 * Checks that the database can be used at all, and how many connections it gives this process.
 * @param wanted how many connections are wanted for requests
 * @param kept how many are needed besides
 * @returns how many connections the process may use for requests: `wanted`, or fewer where the limits are lower
 * @throws SettingsError that says what is wrong with the database and what to do
 */
export async function assertFit(endpoint: Endpoint, wanted: number, kept: number): Promise<number> {
  const { encoding, readOnly, left, max } = await onConnection(endpoint, readState);
  if (encoding !== "UTF8") {
    throw new SettingsError(
      `DATABASE_URL names a database whose encoding is ${encoding}: make one with ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
  if (readOnly) {
    throw new SettingsError(
      "DATABASE_URL names a database that is read-only, as a standby is: name the one that takes changes",
    );
  }
  if (endpoint.pooled) await turnOffJit(endpoint);
  const needed = wanted + kept;
  const available = endpoint.pooled
    ? await countPoolerConnections(endpoint, needed)
    : Math.min(left, max);
  if (available < MIN_FOR_REQUESTS + kept) {
    throw new SettingsError(tooFew(endpoint, available, wanted, kept));
  }
  const possible = endpoint.pooled ? available : max;
  if (possible >= needed) {
    if (available < needed)
      logger().warn({ left: available, needed }, tooFew(endpoint, available, wanted, kept));
    return wanted;
  }
  const lowered = possible - kept;
  logger().warn(
    { possible, needed, lowered },
    `${tooFew(endpoint, possible, wanted, kept)}; ${lowered} are used for requests`,
  );
  return lowered;
}

/**
 * Turns `jit` off for our role in our database. A pooler does not keep a setting of one connection, so it is done once,
 * in the database.
 */
async function turnOffJit(endpoint: Endpoint): Promise<void> {
  try {
    await onConnection(endpoint, async (client) => {
      const { rows } = await client.query<{ name: string; isSet: boolean }>(
        `SELECT current_database() AS name, EXISTS (SELECT 1 FROM pg_db_role_setting s
            JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
            JOIN pg_roles r ON r.oid = s.setrole AND r.rolname = current_user
          WHERE 'jit=off' = ANY (s.setconfig)) AS "isSet"`,
      );
      if (!rows[0] || rows[0].isSet) return;
      const database = client.escapeIdentifier(rows[0].name);
      await client.query(`ALTER ROLE CURRENT_USER IN DATABASE ${database} SET jit = off`);
    });
  } catch (error) {
    logger().warn({ err: error }, "jit could not be turned off for the role of DATABASE_URL");
  }
}

async function readState(client: pg.Client): Promise<State> {
  const { rows } = await client.query<State>(
    `WITH bounds AS (
      SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true), '0')::int AS max,
        (SELECT sum(numbackends)::int FROM pg_stat_database) AS taken
      UNION ALL SELECT rolconnlimit, (SELECT count(*)::int FROM pg_stat_activity WHERE usename = rolname)
        FROM pg_roles WHERE rolname = current_user AND rolconnlimit >= 0 AND NOT rolsuper
      UNION ALL SELECT datconnlimit, (SELECT numbackends FROM pg_stat_database s WHERE s.datid = d.oid)
        FROM pg_database d JOIN pg_roles ON rolname = current_user
        WHERE datname = current_database() AND datconnlimit >= 0 AND NOT rolsuper)
    SELECT current_setting('server_encoding') AS encoding,
      pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "readOnly",
      min(max)::int AS max, (1 + min(max - taken))::int AS left FROM bounds`,
  );
  if (!rows[0]) throw new Error("The database returned no row about itself");
  return rows[0];
}

function tooFew({ pooled }: Endpoint, available: number, wanted: number, kept: number): string {
  const need = `this process needs ${wanted + kept} (DATABASE_POOL of ${wanted}, and ${kept})`;
  const what = pooled
    ? "raise default_pool_size of PgBouncer to that for each process"
    : "raise max_connections of Postgres, or the CONNECTION LIMIT of its role or database";
  return `DATABASE_URL: only ${Math.max(0, available)} connections are to be had at once, and ${need}; ${what}, or lower DATABASE_POOL`;
}
