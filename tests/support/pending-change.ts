import pg from "pg";
import { waitUntil } from "./wait";

/** Changes of the database that are under way for exactly as long as a test wants. */
export interface PendingChanges {
  /**
   * Makes a change on a connection of its own. Commits it once the request waits for it or is answered.
   * @param waiting how many transactions must be waiting
   */
  overtake<T>(
    statement: string,
    values: unknown[],
    ask: () => Promise<T>,
    waiting?: number,
  ): Promise<T>;
  /** Makes a change on a connection of its own, and takes it back after `work`. */
  hold<T>(statement: string, values: unknown[], work: () => Promise<T>): Promise<T>;
  /** Waits until this many transactions wait for a lock. */
  untilWaiting(count: number): Promise<void>;
  query<T extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export async function openPendingChanges(url: string): Promise<PendingChanges> {
  const [holder, watcher] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([holder.connect(), watcher.connect()]);
  const areWaiting = async (count: number) => {
    const { rowCount } = await watcher.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return (rowCount ?? 0) >= count;
  };
  return {
    async overtake(statement, values, ask, waiting = 1) {
      await holder.query("BEGIN");
      await holder.query(statement, values);
      let answered = false;
      const asked = ask().finally(() => {
        answered = true;
      });
      await waitUntil(async () => answered || (await areWaiting(waiting)));
      await holder.query("COMMIT");
      return asked;
    },
    async hold(statement, values, work) {
      await holder.query("BEGIN");
      await holder.query(statement, values);
      try {
        return await work();
      } finally {
        await holder.query("ROLLBACK");
      }
    },
    untilWaiting: (count) => waitUntil(() => areWaiting(count)),
    query: async <T extends pg.QueryResultRow>(statement: string, values: unknown[] = []) =>
      (await watcher.query<T>(statement, values)).rows,
    close: async () => {
      await Promise.all([holder.end(), watcher.end()]);
    },
  };
}
