import pg from "pg";
import { describeConnection, type Way } from "./way";

/** So long no further connection is waited for. Meanwhile others wait for those that are held. */
const PATIENCE_MS = 1_000;

/**
 * How many connections a pooler gives at once, up to a number: one makes others wait rather than say that there are no
 * more. They are held for a moment, all together.
 */
export async function holdConnections(way: Way, wanted: number): Promise<number> {
  const clients = Array.from({ length: wanted }, () => new pg.Client(describeConnection(way)));
  let held = 0;
  await new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, PATIENCE_MS);
    const note = () => {
      held += 1;
      clearTimeout(timer);
      if (held === wanted) resolve();
      else timer = setTimeout(resolve, PATIENCE_MS);
    };
    for (const client of clients) {
      client.on("error", () => undefined);
      void hold(client).then(note, () => undefined);
    }
  });
  for (const client of clients) void client.end().catch(() => undefined);
  return held;
}

async function hold(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query("BEGIN");
}
