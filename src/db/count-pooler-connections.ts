import pg from "pg";
import { describeConnection, type Endpoint } from "./endpoint";

/** The count ends when no further connection has come for so long. Other processes wait for the ones held here. */
const PATIENCE_MS = 500;
/** The count ends after so long in any case: a revocation may be waiting for one of these connections. */
const LIMIT_MS = 1_500;

/**
 * Counts how many connections a pooler gives at the same time, up to `wanted`. A pooler does not say that it has no
 * more: it lets the next client wait. So this opens them all, keeps them for a moment and counts those that came.
 */
export async function countPoolerConnections(endpoint: Endpoint, wanted: number): Promise<number> {
  const clients = Array.from({ length: wanted }, () => new pg.Client(describeConnection(endpoint)));
  const held = new Set<pg.Client>();
  await new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, PATIENCE_MS);
    setTimeout(resolve, LIMIT_MS);
    const countHeld = (client: pg.Client) => {
      held.add(client);
      clearTimeout(timer);
      if (held.size === wanted) resolve();
      else timer = setTimeout(resolve, PATIENCE_MS);
    };
    for (const client of clients) {
      client.on("error", () => undefined);
      void hold(client).then(
        () => countHeld(client),
        () => undefined,
      );
    }
  });
  for (const client of clients) void release(client, held.has(client)).catch(() => undefined);
  return held.size;
}

/** Rolls back first: a pooler closes the server connection of a client that leaves in the middle of a transaction. */
async function release(client: pg.Client, isHeld: boolean): Promise<void> {
  if (isHeld) await client.query("ROLLBACK");
  await client.end();
}

async function hold(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query("BEGIN");
}
