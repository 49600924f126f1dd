import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server as Engine } from "engine.io";
import { afterAll, beforeAll } from "vitest";

/**
 * Serves an engine of Socket.IO while the tests of a file run.
 * @param prepare is called before anybody can connect
 * @returns where it listens, once it does
 */
export function useEngine(engine: Engine, prepare: () => void): { base: string } {
  const http = createServer();
  const serving = { base: "" };
  beforeAll(async () => {
    prepare();
    engine.attach(http, { path: "/socket.io" });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    serving.base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    engine.close();
    http.close();
    http.closeAllConnections();
  });
  return serving;
}
