import pg from "pg";
import { describeConnection, type Way } from "./way";

/** So long no further connection is waited for. Meanwhile others wait for those that are held. */
const PATIENCE_MS = 500;
/** So long they are held at most, however they come: a revocation may be waiting for one. */
const LONGEST_MS = 1_500;

/**
 * How many connections a pooler gives at once, up to a number: one makes others wait rather than say that there are no
 * more. They are held for a moment, all together.
 */
export async function holdConnections(way: Way, wanted: number): Promise<number> {
  const clients = Array.from({ length: wanted }, () => new pg.Client(describeConnection(way)));
  const held = new Set<pg.Client>();
  await new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, PATIENCE_MS);
    setTimeout(resolve, LONGEST_MS);
    const note = (client: pg.Client) => {
      held.add(client);
      clearTimeout(timer);
      if (held.size === wanted) resolve();
      else timer = setTimeout(resolve, PATIENCE_MS);
    };
    for (const client of clients) {
      client.on("error", () => undefined);
      void hold(client).then(
        () => note(client),
        () => undefined,
      );
    }
  });
  for (const client of clients) void letGo(client, held.has(client)).catch(() => undefined);
  return held.size;
}

/** A connection that is left in a transaction is closed by the pooler, and the next one has to be made anew. */
async function letGo(client: pg.Client, isHeld: boolean): Promise<void> {
  if (isHeld) await client.query("ROLLBACK");
  await client.end();
}

async function hold(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query("BEGIN");
}
