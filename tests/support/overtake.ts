import pg from "pg";
import { waitUntil } from "./wait";

/**
 * Locks a guest by hand, and commits only when what was asked meanwhile waits for that, or has been answered
 * without: whatever it changed was then changed beside an uncommitted lock, and stands after it.
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
