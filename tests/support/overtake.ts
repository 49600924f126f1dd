import pg from "pg";
import { waitUntil } from "./wait";

/**
 * Locks a guest in a transaction, and commits it only when the request waits for that lock or has been answered. If it
 * was answered without waiting, its change was made beside an uncommitted lock, and remains after it.
 */
export async function overtake<T>(
  databaseUrl: string,
  guestId: string,
  ask: () => Promise<T>,
): Promise<T> {
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  try {
    await locker.query("BEGIN");
    await locker.query("UPDATE guest SET locked_at = now() WHERE id = $1", [guestId]);
    let isListening = false;
    const answer = ask().finally(() => {
      isListening = true;
    });
    await waitUntil(async () => isListening || (await isWaitedFor(locker)));
    await locker.query("COMMIT");
    return await answer;
  } finally {
    await locker.end();
  }
}

async function isWaitedFor(locker: pg.Client): Promise<boolean> {
  const { rows } = await locker.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
      AND pg_backend_pid() = ANY(pg_blocking_pids(pid))`,
  );
  return rows.length > 0;
}
