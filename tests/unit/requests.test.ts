import { AsyncResource } from "node:async_hooks";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readClocks, renewLease } from "@/core/access/lease";
import { endRequests } from "@/core/access/cut-requests";
import { answerIsRefusal, type Reader, trackRequest } from "@/core/access/requests";
import { unavailable } from "@/core/errors";
import { followAnswer } from "@/server/http/follow-answer";

let server: Server | undefined;
afterEach(() => server?.close());

const fresh = () => renewLease(readClocks());
/** As after a long stop: both clocks have gone on. */
const stale = () => renewLease({ monotonic: -1e9, wall: 0 });

/** An answer of two parts; what happens between them is as it happens to a frozen process. */
async function ask(handle: () => void, status: number, between: () => void) {
  // Whoever cuts is not cut by it, so it happens outside of the request.
  const meanwhile = AsyncResource.bind(between);
  server = createServer((_, response) =>
    followAnswer(response, "127.0.0.1", () => {
      handle();
      response.statusCode = status;
      response.write("one ");
      setImmediate(() => {
        meanwhile();
        response.end("two");
      });
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    return await (await fetch(`http://127.0.0.1:${port}`)).text();
  } catch {
    return "broken off";
  }
}

const guest: Reader = { id: "1", as: "guest", sessionId: "s", channelId: null };
const member: Reader = { ...guest, as: "member" };
const answers = (reader: Reader) => () => trackRequest(reader);
const cut = (gate: string) => () => void endRequests(gate, unavailable());
const refuses = () => {
  trackRequest(guest);
  answerIsRefusal();
};

test.each([
  ["a guest, the lease having run out", answers(guest), 200, stale],
  ["a guest on a page that is not found, the lease having run out", answers(guest), 404, stale],
  ["a guest who was cut", answers(guest), 200, cut("gate:guest:1")],
  ["a member who was cut", answers(member), 200, cut("gate:member:1")],
  ["somebody whose session ended", answers(member), 200, cut("gate:session:s")],
])("an answer to %s breaks off before its bytes leave", async (_, handle, status, between) => {
  fresh();
  expect(await ask(handle, status, between)).toBe("broken off");
});

test("an answer breaks off where the cut came before it was read who asks", async () => {
  fresh();
  const cutMeanwhile = AsyncResource.bind(cut("gate:guest:1"));
  const late = () => {
    cutMeanwhile();
    trackRequest(guest);
  };
  expect(await ask(late, 200, fresh)).toBe("broken off");
});

test.each([
  ["a guest while the lease is fresh", answers(guest), 200, fresh],
  ["a member, whatever the lease", answers(member), 200, stale],
  ["a guest who is refused", refuses, 503, stale],
  ["somebody when another is cut", answers(guest), 200, cut("gate:guest:2")],
])("an answer to %s is whole", async (_, handle, status, between) => {
  fresh();
  expect(await ask(handle, status, between)).toBe("one two");
});
