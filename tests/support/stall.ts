import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a Postgres on which single statements can be held up, as by a disk or a network that stalls. */
export interface Stall {
  /** The same database, by this way. */
  url: string;
  /** Holds the next statement that has these words, and what follows it on its connection. */
  hold(words: string, forMs: number): void;
  /** How many statements were held. */
  held: number;
  stop(): Promise<void>;
}

export async function layStall(databaseUrl: string): Promise<Stall> {
  const target = new URL(databaseUrl);
  const waiting = new Map<string, number>();
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let kept: Buffer[] | null = null;
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        ends.delete(one);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on("data", (bytes) => {
      if (kept) return void kept.push(bytes);
      const words = [...waiting.keys()].find((some) => bytes.includes(some));
      if (words === undefined) return void far.write(bytes);
      const forMs = waiting.get(words) ?? 0;
      waiting.delete(words);
      stall.held += 1;
      kept = [bytes];
      setTimeout(() => {
        for (const piece of kept ?? []) far.write(piece);
        kept = null;
      }, forMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const stall: Stall = {
    url: url.href,
    held: 0,
    hold: (words, forMs) => void waiting.set(words, forMs),
    async stop() {
      server.close();
      for (const end of ends) end.destroy();
      await once(server, "close");
    },
  };
  return stall;
}
