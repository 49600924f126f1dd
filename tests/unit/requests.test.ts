import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readClocks, renewLease } from "@/core/access/lease";
import { runRequest, trackRequest } from "@/core/access/requests";

let server: Server | undefined;
afterEach(() => server?.close());

const fresh = () => renewLease(readClocks());
/** As after a long stop: both clocks have gone on. */
const stale = () => renewLease({ monotonic: -1e9, wall: 0 });

/** An answer of two parts; what happens between them is as it happens to a frozen process. */
async function ask(gates: string[], status: number, between: () => void) {
  server = createServer((_, response) =>
    runRequest(response, "127.0.0.1", () => {
      trackRequest(gates);
      response.statusCode = status;
      response.write("one ");
      setImmediate(() => {
        between();
        response.end("two");
      });
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}`);
  return response.text().catch(() => "broken off");
}

test("an answer to a guest breaks off where the lease ran out before its bytes left", async () => {
  fresh();
  expect(await ask(["guest:1"], 200, stale)).toBe("broken off");
});

test.each([
  ["a guest while the lease is fresh", ["guest:1"], 200, fresh],
  ["a member, whatever the lease", [], 200, stale],
  ["a guest who is refused", ["guest:1"], 503, stale],
])("an answer to %s is whole", async (_, gates, status, between) => {
  fresh();
  expect(await ask(gates, status, between)).toBe("one two");
});
