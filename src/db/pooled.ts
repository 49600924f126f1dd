import { setTimeout as pause } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { runToCommit } from "./before-commit";
import type { Database } from "./client";
import type { NamedStatements } from "./named-statements";
import * as schema from "./schema";

/** How long to wait for a rollback: it queues behind the statement that is still running. */
const ROLLBACK_LIMIT_MS = 500;

type Work<T> = (tx: never) => Promise<T>;

/**
 * A database on a pool. Its transactions return a connection to the pool only when it is known to be in no transaction.
 * drizzle's own `transaction` returns it in any case: after a statement that timed out, others would work in
 * a transaction that nobody commits, and what they acknowledged would be lost.
 * @param named where statements that recur get names; without it, none does
 */
export function openPooled(pool: pg.Pool, named?: NamedStatements): Database {
  const client = named ? new NamingPool(pool, named) : pool;
  const database = drizzle(client as pg.Pool, { schema }) as unknown as Database;
  database.transaction = <T>(work: Work<T>): Promise<T> => runTransaction(pool, work);
  return database;
}

/** What drizzle asks of a pool outside of a transaction. */
class NamingPool {
  constructor(
    private readonly pool: pg.Pool,
    private readonly named: NamedStatements,
  ) {}

  query(config: pg.QueryConfig, values: unknown[]): Promise<pg.QueryResult> {
    return this.named.query(this.pool, config, values);
  }
}

async function runTransaction<T>(pool: pg.Pool, work: Work<T>): Promise<T> {
  const client = await pool.connect();
  // When the connection breaks, the running statement fails. Without a listener, the event would end the process too.
  const ignore = () => undefined;
  client.on("error", ignore);
  let isClean = false;
  try {
    await client.query("BEGIN");
    const result = await runToCommit(drizzle(client, { schema }) as never, work);
    const { command } = await client.query("COMMIT");
    // Postgres answers COMMIT with a rollback, and no error, if a statement of the transaction had failed.
    if (command !== "COMMIT")
      throw new Error("The transaction was rolled back: a statement in it had failed");
    isClean = true;
    return result;
  } catch (error) {
    isClean = await rollBack(client);
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(!isClean);
  }
}

/** @returns whether the connection is known to be in no transaction any more */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  const rolledBack = client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
  return Promise.race([rolledBack, pause(ROLLBACK_LIMIT_MS, false, { ref: false })]);
}
