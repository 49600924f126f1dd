import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { AppError, invalid } from "@/core/errors";
import { countOriginRefusal } from "@/core/metrics";
import { noteRefusedOrigin } from "@/core/origins/refused-origins";
import { describeRefusedOrigin } from "@/lib/origins";
import { appUrlInstead, OWN_MACHINE } from "@/lib/own-machine";
import { KEPT_OF_ORIGIN, NO_ORIGIN } from "@/lib/refused-origin";
import { clientAddress, settleForwardedHeaders } from "./client-address";
import { allowCrossOrigin, answerPreflight, isPreflight } from "./cors";
import { isAllowedOrigin, isOwnOrigin } from "./origins";
import { refuse, refuseUpgrade } from "./refuse";
import { logRefusedOrigin, type RefusedOrigin } from "./refused-origins";
import { requestIdOf } from "./request-id";
import { isUnder, pathOf } from "./request-path";
import { setSecurityHeaders } from "./security-headers";

const malformed = () => invalid("", "The address of the request is malformed");
const missing = () => new AppError("NOT_FOUND", "Not found");
const reading = new Set(["GET", "HEAD", "OPTIONS"]);
/** Next fails on TRACE and similar methods. */
const methods = new Set([...reading, "POST", "PUT", "PATCH", "DELETE"]);

/**
 * Runs before every HTTP request: settles forwarded headers, sets the security headers, checks the origin. False when
 * the request has been answered and must go no further.
 */
export function guardRequest(req: IncomingMessage, res: ServerResponse): boolean {
  settleForwardedHeaders(req);
  setSecurityHeaders(req, res);
  const path = pathOf(req);
  if (path === null) {
    refuse(req, res, malformed());
    return false;
  }
  const realtime = isUnder(path, "socket.io");
  if (!mayPass(req, realtime)) {
    logRefusal(req, realtime ? "polling" : "http");
    refuse(req, res, foreignOrigin(req));
    return false;
  }
  if (!methods.has(req.method ?? "") || isImageService(path)) {
    refuse(req, res, missing());
    return false;
  }
  return realtime || isUnder(path, "api") ? passCrossOrigin(req, res) : true;
}

/** Next would fetch, decode and scale pictures for anybody. No page uses that. */
function isImageService(path: string): boolean {
  return /^\/+_next\/+image(\/|$)/.test(decodeURIComponent(path));
}

/** Runs before every upgrade under `/socket.io`. False when it has been refused. */
export function guardUpgrade(req: IncomingMessage, socket: Duplex, _head: Buffer): boolean {
  settleForwardedHeaders(req);
  const path = pathOf(req);
  if (path === null || !isUnder(path, "socket.io")) return true;
  if (mayPass(req, true)) return true;
  logRefusal(req, "websocket");
  refuseUpgrade(req, socket, foreignOrigin(req));
  return false;
}

/**
 * Socket.IO does not call its `allowRequest` for requests with a `sid`, so every realtime request is checked here. Of
 * other requests, only those that change something are.
 */
function mayPass(req: IncomingMessage, realtime: boolean): boolean {
  if (!realtime && reading.has(req.method ?? "")) return true;
  const origins = req.headersDistinct.origin ?? [];
  if (origins.length > 0) return origins.length === 1 && isAllowedOrigin(origins[0] ?? "");
  const site = req.headers["sec-fetch-site"];
  if (realtime) return site === undefined || site === "same-origin" || site === "none";
  return site !== "cross-site" && site !== "same-site";
}

function passCrossOrigin(req: IncomingMessage, res: ServerResponse): boolean {
  const origins = req.headersDistinct.origin ?? [];
  const origin = origins[0];
  if (origin === undefined || origins.length > 1) return true;
  if (!isAllowedOrigin(origin) || isOwnOrigin(origin)) return true;
  allowCrossOrigin(res, origin);
  if (!isPreflight(req)) return true;
  answerPreflight(res);
  return false;
}

/**
 * The sentence names the origin that was sent and nothing of the list: strangers learn only what they sent themselves.
 * Somebody on this machine is also told which address to use.
 */
function foreignOrigin(req: IncomingMessage): AppError {
  const origins = req.headersDistinct.origin;
  const instead = appUrlInstead(origins?.[0] ?? "", req.headers[OWN_MACHINE] === "yes");
  const sentence = origins
    ? describeRefusedOrigin(nameOrigins(origins), instead)
    : "Requests from pages of other sites are not allowed.";
  return new AppError("ORIGIN_NOT_ALLOWED", sentence);
}

function logRefusal(req: IncomingMessage, transport: RefusedOrigin["transport"]): void {
  countOriginRefusal(transport);
  const origins = req.headersDistinct.origin;
  const origin = origins ? nameOrigins(origins) : NO_ORIGIN;
  const ip = clientAddress(req);
  noteRefusedOrigin(origin, ip);
  logRefusedOrigin({
    origin,
    ip,
    requestId: requestIdOf(req),
    transport,
    userAgent: (req.headers["user-agent"] ?? "").replace(/[^\x20-\x7e]/g, "?").slice(0, 200),
  });
}

/** What a stranger sent as origin: one short line without control characters for a terminal. */
function nameOrigins(origins: string[]): string {
  return encodeURI(origins.join(", ").toWellFormed()).slice(0, KEPT_OF_ORIGIN);
}
