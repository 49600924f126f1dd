import type { IncomingMessage } from "node:http";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";

/** The engine's name for the connection that a realtime request belongs to; empty when it opens one. */
export function sidOf(req: IncomingMessage): string {
  return new URL(req.url ?? "", "http://gatehouse").searchParams.get("sid") ?? "";
}

/** The connection that a realtime request belongs to; undefined when it opens one, or names none that is open. */
export function connectionOf(engine: Engine, req: IncomingMessage): EngineSocket | undefined {
  const { clients } = engine as unknown as { clients: Record<string, EngineSocket> };
  const sid = sidOf(req);
  return Object.hasOwn(clients, sid) ? clients[sid] : undefined;
}
