import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import { AppError, unavailable } from "@/core/errors";
import { processWide } from "@/lib/process-wide";
import { withRequestId } from "@/lib/request-id";
import { logFault } from "@/lib/summed-lines";
import { trackAnswer } from "../socket/outbound";
import { connectionOf, sidOf } from "../socket/sid";
import { mayOpen } from "../socket/strangers";
import { noteStray } from "../socket/stray";
import { refuseAtAPace } from "../turns/refusal-pace";
import { refuseRequest } from "../turns/refuse-request";
import { takeStart } from "../turns/take-start";
import { takeTurn } from "../turns/take-turn";
import type { WhoAsks } from "../turns/who-asks";
import { fillBareAnswers } from "./bare-answers";
import { clientAddress } from "./client-address";
import { makeCompressible } from "./compressible-answers";
import { followAnswer } from "./follow-answer";
import { guardRequest, guardUpgrade } from "./guard";
import { watchAnswer } from "./outcomes";
import type { Pages } from "./pages";
import { refuse, refuseUpgrade } from "./refuse";
import { REQUEST_ID, requestIdOf } from "./request-id";
import { isApiRequest, isRealtimeRequest, pathOf } from "./request-path";
import { routeOf } from "./route-patterns";

/** All HTTP traffic comes in here. */
export interface FrontDoor {
  engine: Engine | undefined;
  pages: Pages | undefined;
  onRequest(req: IncomingMessage, res: ServerResponse): void;
  onUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** When to try again, if nobody knows better. */
const AGAIN = { retryAfterMs: 1_000 };
const starting = () => unavailable("Gatehouse is starting. Try again in a moment.", AGAIN);
const stopping = () => unavailable("Gatehouse is stopping. Try again in a moment.", AGAIN);
const tooMany = () =>
  new AppError("RATE_LIMITED", "Too many connections at once. Try again in a moment.", AGAIN);
const noSuchUpgrade = () => new AppError("NOT_FOUND", "Not found");
/** How long a refused upgrade waits at most. Nothing else ends it, and a stop waits for it. */
const UPGRADE_WAITS_MS = 2_000;
/** Answered until the end: whatever monitors this process learns that it is stopping, not that it is dead. */
const PROBES = new Set(["/api/health", "/api/ready"]);

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
    refuse(req, res, starting(), { closes: true });
    return;
  }
  if (isStopping() && !PROBES.has(pathOf(req) ?? "")) {
    refuse(req, res, stopping(), { closes: true });
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
  // Overwrites what the client sent under these names.
  req.headers["x-request-path"] = pathOf(req) ?? "/";
  req.headers["x-route-pattern"] = routeOf(req);
  if (isApiRequest(req)) {
    fillBareAnswers(req, res);
    makeCompressible(req, res);
  }
  const serve = () => void takeTurn(req, res, () => pages.handle(req, res));
  withRequestId(requestIdOf(req), () => followAnswer(res, clientAddress(req), serve));
}

function startPolling(engine: Engine, req: IncomingMessage, res: ServerResponse): void {
  if (res.closed) return;
  const sid = sidOf(req);
  if (!sid && !mayOpen(req)) return refuse(req, res, tooMany(), { closes: true });
  if (sid && !connectionOf(engine, req)) noteStray(sid);
  trackAnswer(sid, req, res);
  engine.handleRequest(req, res);
}

const isStopping = () => processWide().phase === "stopping";

/** The engine answers a packet that is too large with 413, and would keep the connection. */
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
  if (!engine || !pages) refuseUpgrade(req, socket, starting());
  else if (isStopping()) refuseUpgrade(req, socket, stopping());
  else if (isRealtimeRequest(req)) {
    const refuseLater = (why: AppError, { key }: WhoAsks) =>
      refuseAtAPace(key, () => refuseUpgrade(req, socket, why), UPGRADE_WAITS_MS);
    void takeStart(
      engine,
      req,
      (who) => {
        if (sidOf(req) || mayOpen(req)) engine.handleUpgrade(req, socket, head);
        else refuseLater(tooMany(), who);
      },
      refuseLater,
    );
  } else if (!pages.handleUpgrade(req, socket, head)) {
    refuseUpgrade(req, socket, noSuchUpgrade());
  }
}
