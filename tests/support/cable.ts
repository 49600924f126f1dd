import { createServer, connect, type Server, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A connection to a server that can be pulled out: what is under way is neither passed on nor refused. */
export interface Cable {
  url: string;
  pull(): void;
  /** Passes data on again. What was under way is lost, as after a change of network. */
  plugIn(): void;
  stop(): Promise<void>;
}

interface CableOptions {
  /** Changes what the server sends. */
  edit?: (bytes: Buffer) => Buffer;
}

/** Listens on a free port. The target may be set later, since a server must know its address first. */
export async function layCable({
  edit = (bytes) => bytes,
}: CableOptions = {}): Promise<Cable & { lead(port: number): void }> {
  const ends = new Set<Socket>();
  let target = 0;
  let pulled = false;
  const server: Server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const [one, other, pass] of [
      [near, far, (bytes: Buffer) => bytes],
      [far, near, edit],
    ] as const) {
      ends.add(one);
      one.on("data", (bytes: Buffer) => pulled || other.write(pass(bytes)));
      one.on("error", () => other.destroy());
      one.on("close", () => {
        ends.delete(one);
        if (!pulled) other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const cutAll = () => {
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    lead: (to) => {
      target = to;
    },
    pull: () => {
      pulled = true;
    },
    plugIn: () => {
      cutAll();
      pulled = false;
    },
    async stop() {
      server.close();
      cutAll();
      await once(server, "close");
    },
  };
}
