import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { createHttpServer } from "@/server/http/create-server";
import { letPass, waitUntil } from "../support/wait";

const PACE = { patienceMs: 500, bytesPerMs: 0.5 };
const STRANGERS_PACE = { patienceMs: 100, bytesPerMs: 0.5 };
const SECRET = "a secret of this test that is long enough";
process.env.BETTER_AUTH_SECRET = SECRET;
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

interface Sender {
  socket: Socket;
  said: () => string;
  closed: () => boolean;
}

/** A request whose headers are there, on a server that answers like this. */
async function begin(
  onRequest: (req: IncomingMessage, res: ServerResponse) => void,
  { length = 2_000, cookie = signedCookie() } = {},
): Promise<Sender> {
  const paces = { signedIn: PACE, stranger: STRANGERS_PACE };
  return connectTo(createHttpServer({ onRequest, onUpgrade: () => undefined }, paces), [
    "POST / HTTP/1.1",
    "Host: x",
    `Content-Length: ${length}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    "\r\n",
  ]);
}

/** As better-auth signs it. */
function signedCookie(secret = SECRET): string {
  const signature = createHmac("sha256", secret).update("a token").digest("base64");
  return `better-auth.session_token=${encodeURIComponent(`a token.${signature}`)}`;
}

/** Begins a connection with these lines. */
async function connectTo(server: Server, lines: string[]): Promise<Sender> {
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const made = connect((server.address() as AddressInfo).port, "127.0.0.1");
  made.on("error", () => undefined);
  let text = "";
  made.on("data", (part: Buffer) => {
    text += part.toString();
  });
  made.write(lines.join("\r\n"));
  return { socket: made, said: () => text, closed: () => made.destroyed };
}

async function send({ socket: to, closed }: Sender, parts: number, size: number, pauseMs: number) {
  for (let i = 0; i < parts && !closed(); i++) {
    to.write("x".repeat(size));
    await letPass(pauseMs, "they go on at this pace");
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

  it.each([
    ["is kept", {}],
    ["closes", { Connection: "close" }],
  ])(
    "buys no time with what comes after the answer, where the connection %s",
    async (_, headers) => {
      const sender = await begin((_req, res) => res.writeHead(413, headers).end("no"));
      await waitUntil(() => sender.said().includes("no"));
      await send(sender, 19, 100, 50);
      expect(sender.closed()).toBe(true);
    },
  );

  it("is no reason to cut off once it is there, also when nobody has read it", async () => {
    const answer = (res: ServerResponse) => setTimeout(() => res.end("late"), 2 * PACE.patienceMs);
    const sender = await begin((_req, res) => void answer(res), { length: 10 });
    await send(sender, 1, 10, 0);
    await waitUntil(() => sender.said().includes("late"));
  });

  it.each([
    ["shows no session", ""],
    ["shows one that we have not signed", signedCookie("another secret")],
  ])("is cut off sooner when whoever sends it %s", async (_who, cookie) => {
    const begun = performance.now();
    const sender = await begin(answerAtEnd, { cookie });
    await send(sender, 20, 1, 25);
    expect(sender.closed()).toBe(true);
    expect(performance.now() - begun).toBeLessThan(PACE.patienceMs);
    const quick = await begin(answerAtEnd, { cookie, length: 20 });
    await send(quick, 1, 20, 0);
    await waitUntil(() => quick.said().includes("got 20"));
  });
});

describe("a stranger who sends next to nothing", () => {
  it.concurrent.each([
    ["headers", ["POST /api/auth/sign-in/email HTTP/1.1", "Host: x", "X-"]],
    ["a body", ["POST /api/auth/sign-in/email HTTP/1.1", "Host: x", "Content-Length: 90", "", "{"]],
  ])("has ten seconds for %s", async (_what, lines) => {
    const door = { onRequest: () => undefined, onUpgrade: () => undefined };
    const sender = await connectTo(createHttpServer(door), lines);
    const begun = performance.now();
    await waitUntil(() => sender.closed(), 15_000);
    expect(performance.now() - begun).toBeGreaterThan(9_000);
  });
});
