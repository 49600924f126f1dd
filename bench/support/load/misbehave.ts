import { randomUUID } from "node:crypto";
import { setImmediate, setTimeout as pause } from "node:timers/promises";
import { everyEvent } from "../../../tests/support/flood";
import { connect, opened } from "./open";
import type { Orders } from "./orders";
import type { RawConnection } from "./raw-connection";

/** What clients do that are broken, or hostile. */

export async function deafen() {
  for (const { connection } of opened) connection.pause();
  return { deaf: opened.length };
}

/** How many events are written together. */
const AT_ONCE = 100;
const REFUSED_PAUSE_MS = 50;

export async function flood({ target, channelId, forMs }: Orders["flood"]["order"]) {
  const end = performance.now() + forMs;
  const done = { sent: 0, connections: 0 };
  while (performance.now() < end) {
    const one = await connect(target).catch(() => undefined);
    if (!one) {
      await pause(REFUSED_PAUSE_MS);
      continue;
    }
    done.connections += 1;
    done.sent += await floodOver(one.connection, everyEvent(channelId), end);
    one.connection.close();
  }
  return done;
}

async function floodOver(connection: RawConnection, kinds: string[], end: number) {
  let sent = 0;
  while (performance.now() < end && !connection.isClosed) {
    const packets = Array.from({ length: AT_ONCE }, () => {
      const kind = kinds[sent % kinds.length] ?? "";
      return kind.replace("#", String(++sent)).replace("CLIENT_ID", randomUUID());
    });
    await connection.writeAll(packets, end);
    // Whether it was cut is seen in between.
    await setImmediate();
  }
  return sent;
}
