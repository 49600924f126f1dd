import type pg from "pg";
import { logger } from "@/lib/logger";
import { SettingsError } from "@/lib/settings-error";
import { holdConnections } from "./hold-connections";
import { onConnection, type Way } from "./way";

/** The fewest connections for requests that a process works with. */
const FEWEST_FOR_REQUESTS = 2;

interface State {
  encoding: string;
  /** A locale that knows upper case of ASCII letters alone. */
  plainLocale: string | null;
  readOnly: boolean;
  /** Connections that this user could still open to this database. */
  left: number;
  /** Connections that there could be if there were no others. */
  most: number;
}

/**
 * Sees that a database can be worked with at all, and how many connections are to be had.
 * @param wanted connections for requests
 * @param kept connections beside them
 * @returns the connections for requests that there are
 * @throws SettingsError
 */
export async function assertFit(way: Way, wanted: number, kept: number): Promise<number> {
  const { encoding, plainLocale, readOnly, left, most } = await onConnection(way, readState);
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
  if (plainLocale !== null) {
    logger().warn(
      `DATABASE_URL names a database whose locale is ${plainLocale}, in which Ü and ü are different letters to a search: ` +
        "make one with LC_CTYPE 'C.UTF-8' TEMPLATE template0, and restore a dump of this one into it",
    );
  }
  if (way.pooled) await compileNothing(way);
  const whole = wanted + kept;
  const there = way.pooled ? await holdConnections(way, whole) : Math.min(left, most);
  if (there < FEWEST_FOR_REQUESTS + kept) throw new SettingsError(tooFew(way, there, wanted, kept));
  const possible = way.pooled ? there : most;
  if (possible >= whole) {
    if (there < whole)
      logger().warn({ left: there, needed: whole }, tooFew(way, there, wanted, kept));
    return wanted;
  }
  const lowered = possible - kept;
  logger().warn(
    { possible, needed: whole, lowered },
    `${tooFew(way, possible, wanted, kept)}; ${lowered} are used for requests`,
  );
  return lowered;
}

/**
 * Through a pooler `jit` cannot be set for each connection: it is set for our role in our database, once.
 */
async function compileNothing(way: Way): Promise<void> {
  try {
    await onConnection(way, async (client) => {
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
  const { rows } = await client.query<Omit<State, "plainLocale">>(
    `WITH bounds AS (
      SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true), '0')::int AS most,
        (SELECT sum(numbackends)::int FROM pg_stat_database) AS taken
      UNION ALL SELECT rolconnlimit, (SELECT count(*)::int FROM pg_stat_activity WHERE usename = rolname)
        FROM pg_roles WHERE rolname = current_user AND rolconnlimit >= 0 AND NOT rolsuper
      UNION ALL SELECT datconnlimit, (SELECT numbackends FROM pg_stat_database s WHERE s.datid = d.oid)
        FROM pg_database d JOIN pg_roles ON rolname = current_user
        WHERE datname = current_database() AND datconnlimit >= 0 AND NOT rolsuper)
    SELECT current_setting('server_encoding') AS encoding,
      pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "readOnly",
      min(most)::int AS most, (1 + min(most - taken))::int AS left FROM bounds`,
  );
  if (!rows[0]) throw new Error("The database says nothing of itself");
  const plainLocale = rows[0].encoding === "UTF8" ? await findPlainLocale(client) : null;
  return { ...rows[0], plainLocale };
}

async function findPlainLocale(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datctype AS name FROM pg_database
      WHERE datname = current_database() AND lower(U&'\\00DC') <> U&'\\00FC'`,
  );
  return rows[0]?.name ?? null;
}

function tooFew({ pooled }: Way, there: number, wanted: number, kept: number): string {
  const need = `this process needs ${wanted + kept} (DATABASE_POOL of ${wanted}, and ${kept})`;
  const what = pooled
    ? "raise default_pool_size of PgBouncer to that for each process"
    : "raise max_connections of Postgres, or the CONNECTION LIMIT of its role or database";
  return `DATABASE_URL: only ${Math.max(0, there)} connections are to be had at once, and ${need}; ${what}, or lower DATABASE_POOL`;
}
