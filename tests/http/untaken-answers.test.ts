import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dropUntakenAnswers } from "@/server/http/untaken-answers";
import { letPass, waitUntil } from "../support/wait";

const MiB = 1024 * 1024;
const STALLED_MS = 200;
const GRACE_MS = 500;
const http = createServer((req, res) => {
  if (req.url === "/late")
    void letPass(3 * STALLED_MS, "the patience of the server ends").then(() => res.end("late"));
  else if (req.url === "/short") res.end("short");
  else res.end(Buffer.alloc(16 * MiB));
});
beforeAll(async () => {
  dropUntakenAnswers(http, { stalledMs: STALLED_MS, graceMs: GRACE_MS });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
});
afterAll(() => {
  http.close();
  http.closeAllConnections();
});

function ask() {
  const socket = connect((http.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  return socket;
}

const open = () => new Promise<number>((resolve) => http.getConnections((_, n) => resolve(n)));

it("an answer that nobody takes is dropped", async () => {
  const socket = ask();
  await waitUntil(async () => (await open()) === 1);
  await waitUntil(async () => (await open()) === 0, 2_000);
  socket.destroy();
});

it("one that we take long for is waited for, and an idle connection is closed as ever", async () => {
  const { port } = http.address() as AddressInfo;
  http.keepAliveTimeout = 50;
  expect(await (await fetch(`http://127.0.0.1:${port}/late`)).text()).toBe("late");
  await waitUntil(async () => (await open()) === 0, 2_000);
});

it("a request that comes on an idle connection as its time ends is answered", async () => {
  const { port } = http.address() as AddressInfo;
  http.keepAliveTimeout = 50;
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.on("error", () => undefined).on("data", (part: Buffer) => (said += part.toString()));
  const request = "GET /short HTTP/1.1\r\nHost: x\r\n\r\n";
  socket.write(request);
  await waitUntil(() => said.endsWith("short"));
  await letPass(150, "the patience of the server ends");
  said = "";
  socket.write(request);
  await waitUntil(() => said.endsWith("short"), 2_000);
  await once(socket, "close");
});

it("one that is taken slowly comes whole", async () => {
  const socket = ask();
  let bytes = 0;
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    socket.pause();
    void letPass(1, "they go on at this pace").then(() => socket.resume());
  });
  await once(socket, "close");
  expect(bytes).toBeGreaterThan(16 * MiB);
});
