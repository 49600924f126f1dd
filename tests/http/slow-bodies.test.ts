import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpServer } from "@/server/http-server";
import { letPass, waitUntil } from "../support/wait";

const PACE = { patienceMs: 500, bytesPerMs: 0.5 };
let http: Server | undefined;
let socket: Socket | undefined;
afterEach(() => {
  socket?.destroy();
  http?.close();
  http?.closeAllConnections();
});

interface Sender {
  socket: Socket;
  said: () => string;
  closed: () => boolean;
}

/** A request whose headers are there, on a server that answers like this. */
async function begin(
  onRequest: (req: IncomingMessage, res: ServerResponse) => void,
  length = 2_000,
): Promise<Sender> {
  const server = createHttpServer({ onRequest, onUpgrade: () => undefined }, PACE);
  http = server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const made = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket = made;
  made.on("error", () => undefined);
  let text = "";
  made.on("data", (part: Buffer) => {
    text += part.toString();
  });
  made.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
  return { socket: made, said: () => text, closed: () => made.destroyed };
}

async function send({ socket: to, closed }: Sender, parts: number, size: number, pauseMs: number) {
  for (let i = 0; i < parts && !closed(); i++) {
    to.write("x".repeat(size));
    await letPass(pauseMs);
  }
}

function answerAtEnd(req: IncomingMessage, res: ServerResponse): void {
  let size = 0;
  req.on("data", (part: Buffer) => {
    size += part.length;
  });
  req.on("end", () => res.end(`got ${size}`));
  req.on("error", () => undefined);
}

describe("a body that comes slowly", () => {
  it("comes whole while it comes steadily, however long it takes", async () => {
    const sender = await begin(answerAtEnd);
    const begun = performance.now();
    await send(sender, 20, 100, 50);
    await waitUntil(() => sender.said().includes("got 2000"));
    expect(performance.now() - begun).toBeGreaterThan(1.5 * PACE.patienceMs);
  });

  it("is cut off when it is a byte now and then", async () => {
    const sender = await begin(answerAtEnd);
    await send(sender, 40, 1, 25);
    expect(sender.closed()).toBe(true);
    expect(sender.said()).toBe("");
  });

  it("buys no time with what comes after the answer", async () => {
    const sender = await begin((_req, res) => res.end("no"));
    await waitUntil(() => sender.said().includes("no"));
    await send(sender, 19, 100, 50);
    expect(sender.closed()).toBe(true);
  });

  it("is no reason to cut off once it is there, also when nobody has read it", async () => {
    const answer = (res: ServerResponse) => setTimeout(() => res.end("late"), 2 * PACE.patienceMs);
    const sender = await begin((_req, res) => void answer(res), 10);
    await send(sender, 1, 10, 0);
    await waitUntil(() => sender.said().includes("late"));
  });

  it("has no other limit, and headers have theirs", () => {
    http = createHttpServer({ onRequest: () => undefined, onUpgrade: () => undefined });
    expect(http).toMatchObject({ requestTimeout: 0, headersTimeout: 60_000 });
  });
});
