import type { Orders } from "./orders";
import { pick } from "./pick";
import { RawConnection, type Target } from "./raw-connection";

export interface Open {
  connection: RawConnection;
  onAck?: (id: number, isOk: boolean) => void;
  onMessage?: (data: Buffer, from: number, to: number) => void;
}

/** The connections that stay, in the order in which they became ready. */
export const opened: Open[] = [];

export async function handshakes({ targets, forMs, atOnce }: Orders["handshakes"]["order"]) {
  const begun = performance.now();
  let made = 0;
  await inParallel(atOnce, async (n) => {
    if (performance.now() - begun > forMs) return false;
    (await connect(pick(targets, n))).connection.close();
    made += 1;
    return true;
  });
  return { perSecond: (made * 1_000) / (performance.now() - begun) };
}

export async function open({ targets, count: wanted, atOnce }: Orders["open"]["order"]) {
  await inParallel(atOnce, async (n) => {
    if (n >= wanted) return false;
    opened.push(await connect(pick(targets, n)));
    return true;
  });
  return { open: opened.length };
}

export async function storm({ targets, forMs, atOnce }: Orders["storm"]["order"]) {
  const begun = performance.now();
  let tried = 0;
  await inParallel(atOnce, async (n) => {
    if (performance.now() - begun > forMs) return false;
    tried += 1;
    const one = await connect(pick(targets, n)).catch(() => undefined);
    if (one) opened.push(one);
    return true;
  });
  return { tried, ...(await count()) };
}

export async function count() {
  return { open: opened.filter(({ connection }) => !connection.isClosed).length };
}

export async function close() {
  for (const { connection } of opened) connection.close();
  return { closed: opened.splice(0).length };
}

/** @param one does the nth piece of work. @returns whether there is more */
async function inParallel(atOnce: number, one: (n: number) => Promise<boolean>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (await one(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** @throws Error when the connection is refused, or ends before it is ready */
export function connect(target: Target): Promise<Open> {
  return new Promise((resolve, reject) => {
    const one: Open = {
      connection: new RawConnection(target, {
        onReady: () => resolve(one),
        onRefused: () => {
          one.connection.close();
          reject(new Error("a connection was refused"));
        },
        onAck: (id, isOk) => one.onAck?.(id, isOk),
        onMessage: (data, from, to) => one.onMessage?.(data, from, to),
        onClose: () => reject(new Error("a connection was closed before it was ready")),
      }),
    };
  });
}
