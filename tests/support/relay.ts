import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Relay {
  /** The address of the same database through it. */
  url: string;
  stop(): Promise<void>;
}

/**
 * A connection to a Postgres through this process.
 * @param join passes on what a client (`near`) and the database (`far`) send
 */
export async function layRelay(
  databaseUrl: string,
  join: (near: Socket, far: Socket) => void,
): Promise<Relay> {
  const target = new URL(databaseUrl);
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    join(near, far);
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      ends.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        ends.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    async stop() {
      server.close();
      for (const end of ends) end.destroy();
      await once(server, "close");
    },
  };
}
