import type { IncomingMessage } from "node:http";
import type { Server as Engine } from "engine.io";
import { countEvent, countRefusedHandshake } from "@/core/metrics";
import { type Ack, clientEvents } from "@/lib/socket-events";
import { logSummed } from "@/lib/summed-lines";
import { clientAddress } from "../http/client-address";
import { REQUEST_ID, requestIdOf } from "../http/request-id";
import type { GatehouseSocket } from "./io";

/** The engine's own refusals, by number. They come before any authentication. */
const ENGINE_CODES = [
  "UNKNOWN_TRANSPORT",
  "UNKNOWN_SID",
  "BAD_METHOD",
  "BAD_REQUEST",
  "FORBIDDEN",
  "UNSUPPORTED_PROTOCOL",
] as const;

/** Counts and logs what the engine refuses. */
export function watchEngine(engine: Engine): void {
  // The engine writes the answer to an upgrade, so its request id is set here.
  engine.on("headers", (headers: Record<string, string>, req: IncomingMessage) => {
    headers[REQUEST_ID] = requestIdOf(req);
  });
  engine.on("connection_error", ({ req, code }: { req: IncomingMessage; code: number }) => {
    noteRefusedHandshake(req, ENGINE_CODES[code] ?? "BAD_REQUEST");
  });
}

/** Counts and logs a realtime connection that was refused. */
export function noteRefusedHandshake(req: IncomingMessage, code: string): void {
  countRefusedHandshake(code);
  const isUpgrade = req.headers.upgrade !== undefined;
  logSummed({
    msg: "handshake refused",
    what: { code, transport: isUpgrade ? "websocket" : "polling" },
    who: { ip: clientAddress(req) },
    requestId: requestIdOf(req),
  });
}

/** Counts an event of a connection by its outcome, and logs it if it was refused. */
export function noteEvent(
  socket: GatehouseSocket,
  sent: unknown,
  { ok, ...outcome }: Ack<unknown>,
) {
  const event = typeof sent === "string" && Object.hasOwn(clientEvents, sent) ? sent : "(unknown)";
  const code = "error" in outcome ? outcome.error.code : "ok";
  countEvent(event, code);
  if (ok) return;
  logSummed({
    msg: "event refused",
    what: { code, event },
    who: { userId: socket.data.principal.userId, ip: clientAddress(socket.request) },
  });
}
