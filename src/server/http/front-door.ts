import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import type { AppError } from "@/core/errors";
import { noteFailure } from "@/core/outcomes";
import type { ErrorBody } from "@/lib/api-types";
import { processWide } from "@/lib/process-wide";
import { withRequestId } from "@/lib/request-id";
import { logFault } from "@/lib/summed-lines";
import { trackAnswer } from "../socket/outbound";
import { connectionOf, sidOf } from "../socket/sid";
import { mayOpen } from "../socket/strangers";
import { noteStray } from "../socket/stray";
import { refuseRequest } from "../turns/refuse-request";
import { takeStart } from "../turns/take-start";
import { takeTurn } from "../turns/take-turn";
import { fillBareAnswers } from "./bare-answers";
import { clientAddress } from "./client-address";
import { followAnswer } from "./follow-answer";
import { guardRequest, guardUpgrade, refuseUpgrade } from "./guard";
import { watchAnswer } from "./outcomes";
import type { Pages } from "./pages";
import { REQUEST_ID, requestIdOf } from "./request-id";
import { isApiRequest, isRealtimeRequest, pathOf } from "./request-path";
import { patternOf } from "./route-patterns";

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
const TOO_MANY = {
  error: "Too many connections at once. Try again in a moment.",
  code: "RATE_LIMITED",
} as const;
/** Answered to the last: whoever watches learns that it is stopping, not that it is gone. */
const PROBES = new Set(["/api/health", "/api/ready"]);
const NO_SUCH_UPGRADE = { error: "Not found", code: "NOT_FOUND" } as const;

export function createFrontDoor(): FrontDoor {
  const door: FrontDoor = {
    engine: undefined,
    pages: undefined,
    onRequest(req, res) {
      res.setHeader(REQUEST_ID, requestIdOf(req));
      watchAnswer(req, res);
      try {
        handleRequest(door, req, res);
      } catch (error) {
        logFault("request failed", error);
        res.destroy();
      }
    },
    onUpgrade(req, socket, head) {
      socket.on("error", () => socket.destroy());
      try {
        handleUpgrade(door, req, socket, head);
      } catch (error) {
        logFault("upgrade failed", error);
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
    refuse(res, 503, STARTING);
    return;
  }
  if (isStopping() && !PROBES.has(pathOf(req) ?? "")) {
    refuse(res, 503, STOPPING);
    return;
  }
  if (isRealtimeRequest(req)) {
    closeAfterTooLarge(engine, req, res);
    void takeStart(
      engine,
      req,
      () => startPolling(engine, req, res),
      (why, who) => refuseRequest(req, res, who, why),
    );
    return;
  }
  const path = pathOf(req) ?? "/";
  req.headers["x-request-path"] = path;
  // What the client sent under this name is lost.
  req.headers["x-route-pattern"] = patternOf(path);
  if (isApiRequest(req)) fillBareAnswers(req, res);
  const serve = () => void takeTurn(req, res, () => pages.handle(req, res));
  withRequestId(requestIdOf(req), () => followAnswer(res, clientAddress(req), serve));
}

function startPolling(engine: Engine, req: IncomingMessage, res: ServerResponse): void {
  if (res.closed) return;
  const sid = sidOf(req);
  if (!sid && !mayOpen(req)) return refuse(res, 429, TOO_MANY);
  if (sid && !connectionOf(engine, req)) noteStray(sid);
  trackAnswer(sid, req, res);
  engine.handleRequest(req, res);
}

const statusLine = ({ status }: AppError) => `${status} ${STATUS_CODES[status]}`;

const isStopping = () => processWide().phase === "stopping";

function refuse(res: ServerResponse, status: number, body: ErrorBody): void {
  noteFailure(body.code, res);
  res.writeHead(status, {
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
    if (res.statusCode === 413) connectionOf(engine, req)?.close(true);
  });
}

function handleUpgrade(
  { engine, pages }: FrontDoor,
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  if (!guardUpgrade(req, socket, head)) return;
  if (!engine || !pages) refuseUpgrade(req, socket, "503 Service Unavailable", STARTING);
  else if (isStopping()) refuseUpgrade(req, socket, "503 Service Unavailable", STOPPING);
  else if (isRealtimeRequest(req)) {
    void takeStart(
      engine,
      req,
      () => {
        if (sidOf(req) || mayOpen(req)) engine.handleUpgrade(req, socket, head);
        else refuseUpgrade(req, socket, "429 Too Many Requests", TOO_MANY);
      },
      (why) => refuseUpgrade(req, socket, statusLine(why), why.toBody()),
    );
  } else if (!pages.handleUpgrade(req, socket, head)) {
    refuseUpgrade(req, socket, "404 Not Found", NO_SUCH_UPGRADE);
  }
}
