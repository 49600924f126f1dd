import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import { runRequest } from "@/core/access/requests";
import type { ErrorBody } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { fillBareAnswers } from "./bare-answers";
import { clientAddress } from "./client-address";
import { guardRequest, guardUpgrade, refuseUpgrade } from "./guard";
import type { Pages } from "./pages";
import { isApiRequest, isRealtimeRequest, pathOf } from "./request-path";

/** Everything that comes in over HTTP comes in here. */
export interface FrontDoor {
  engine: Engine | undefined;
  pages: Pages | undefined;
  onRequest(req: IncomingMessage, res: ServerResponse): void;
  onUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const STARTING = {
  error: "Gatehouse is starting. Try again in a moment.",
  code: "UNAVAILABLE",
} as const;
const STOPPING = {
  error: "Gatehouse is stopping. Try again in a moment.",
  code: "UNAVAILABLE",
} as const;
/** Answered to the last: whoever watches learns that it is stopping, not that it is gone. */
const PROBES = new Set(["/api/health", "/api/ready"]);
const NO_SUCH_UPGRADE = { error: "Not found", code: "NOT_FOUND" } as const;

export function createFrontDoor(): FrontDoor {
  const door: FrontDoor = {
    engine: undefined,
    pages: undefined,
    onRequest(req, res) {
      try {
        handleRequest(door, req, res);
      } catch (error) {
        logger().error({ err: error }, "request failed");
        res.destroy();
      }
    },
    onUpgrade(req, socket, head) {
      socket.on("error", () => socket.destroy());
      try {
        handleUpgrade(door, req, socket, head);
      } catch (error) {
        logger().error({ err: error }, "upgrade failed");
        socket.destroy();
      }
    },
  };
  return door;
}

function handleRequest(
  { engine, pages }: FrontDoor,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  if (!guardRequest(req, res)) return;
  if (!engine || !pages) {
    refuse(res, STARTING);
    return;
  }
  if (isDraining() && !PROBES.has(pathOf(req) ?? "")) {
    refuse(res, STOPPING);
    return;
  }
  if (isRealtimeRequest(req)) {
    closeAfterTooLarge(engine, req, res);
    engine.handleRequest(req, res);
    return;
  }
  req.headers["x-request-path"] = pathOf(req) ?? "/";
  if (isApiRequest(req)) fillBareAnswers(req, res);
  runRequest(res, clientAddress(req), () => pages.handle(req, res));
}

const isDraining = () => processWide().phase === "draining";

function refuse(res: ServerResponse, body: ErrorBody): void {
  res.writeHead(503, {
    "Content-Type": "application/json; charset=utf-8",
    "Retry-After": "1",
    Connection: "close",
  });
  res.end(JSON.stringify(body));
}

/** The engine answers 413 to a packet that is too large and would keep the connection. */
function closeAfterTooLarge(engine: Engine, req: IncomingMessage, res: ServerResponse): void {
  if (req.method !== "POST") return;
  res.once("finish", () => {
    if (res.statusCode !== 413) return;
    const sid = new URL(req.url ?? "", "http://gatehouse").searchParams.get("sid") ?? "";
    const { clients } = engine as unknown as {
      clients: Record<string, { close(now: true): void }>;
    };
    if (Object.hasOwn(clients, sid)) clients[sid]?.close(true);
  });
}

function handleUpgrade(
  { engine, pages }: FrontDoor,
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  if (!guardUpgrade(req, socket, head)) return;
  if (!engine || !pages) refuseUpgrade(socket, "503 Service Unavailable", STARTING);
  else if (isDraining()) refuseUpgrade(socket, "503 Service Unavailable", STOPPING);
  else if (isRealtimeRequest(req)) {
    engine.handleUpgrade(req, socket, head);
  } else if (!pages.handleUpgrade(req, socket, head)) {
    refuseUpgrade(socket, "404 Not Found", NO_SUCH_UPGRADE);
  }
}
