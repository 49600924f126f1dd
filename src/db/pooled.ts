import { setTimeout as pause } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database } from "./client";
import * as schema from "./schema";

/** How long to wait for a rollback: it queues behind a statement that is still under way. */
const ROLLBACK_LIMIT_MS = 500;

type Work<T> = (tx: never) => Promise<T>;

/**
 * A database on a pool, whose transactions give a connection back only when it is known to be in none.
 * drizzle's own gives it back whatever has happened: after a statement that timed out, others would work in
 * a transaction that nobody commits, and what they acknowledged would be lost.
 */
export function openPooled(pool: pg.Pool): Database {
  const database = drizzle(pool, { schema }) as unknown as Database;
  database.transaction = <T>(work: Work<T>): Promise<T> => runTransaction(pool, work);
  return database;
}

async function runTransaction<T>(pool: pg.Pool, work: Work<T>): Promise<T> {
  const client = await pool.connect();
  // The statement under way fails with it; without a listener the process would hear of it as its own fault.
  const ignore = () => undefined;
  client.on("error", ignore);
  let isClean = false;
  try {
    await client.query("BEGIN");
    const result = await work(drizzle(client, { schema }) as never);
    const { command } = await client.query("COMMIT");
    // Of a transaction in which something had failed, Postgres makes a rollback without a word.
    if (command !== "COMMIT") throw new Error("The transaction had failed before its end");
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

/** Whether the connection is known to be in no transaction any more. */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  const rolledBack = client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
  return Promise.race([rolledBack, pause(ROLLBACK_LIMIT_MS, false, { ref: false })]);
}
