import type pg from "pg";
import { logger } from "@/lib/logger";
import { SettingsError } from "@/lib/settings-error";
import { holdConnections } from "./hold-connections";
import { onConnection, type Way } from "./way";

/** The fewest connections for requests that a process works with. */
const FEWEST_FOR_REQUESTS = 2;

interface State {
  encoding: string;
  readOnly: boolean;
  /** Connections that this user could still open. */
  left: number;
  /** Connections that users could open if there were no others. */
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
  const { encoding, readOnly, left, most } = await onConnection(way, readState);
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
  const whole = wanted + kept;
  const there = way.pooled ? await holdConnections(way, whole) : Math.min(left, most);
  if (there < FEWEST_FOR_REQUESTS + kept) throw new SettingsError(tooFew(way, there, wanted, kept));
  const possible = way.pooled ? there : most;
  if (possible >= whole) return wanted;
  const lowered = possible - kept;
  logger().warn(
    { possible, needed: whole, lowered },
    `${tooFew(way, possible, wanted, kept)}; ${lowered} are used for requests`,
  );
  return lowered;
}

async function readState(client: pg.Client): Promise<State> {
  const { rows } = await client.query<State>(
    `WITH most AS (
      SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true), '0')::int AS most)
    SELECT current_setting('server_encoding') AS encoding,
      pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "readOnly",
      most.most, 1 + most.most - (SELECT sum(numbackends)::int FROM pg_stat_database) AS left
    FROM most`,
  );
  if (!rows[0]) throw new Error("The database says nothing of itself");
  return rows[0];
}

function tooFew({ pooled }: Way, there: number, wanted: number, kept: number): string {
  const need = `this process needs ${wanted + kept} (DATABASE_POOL of ${wanted}, and ${kept})`;
  const what = pooled
    ? "raise default_pool_size of PgBouncer to that for each process"
    : "raise max_connections of Postgres";
  return `DATABASE_URL: only ${Math.max(0, there)} connections are to be had at once, and ${need}; ${what}, or lower DATABASE_POOL`;
}
