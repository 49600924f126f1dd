import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { listKnownNodes, nodeId } from "@/core/access/nodes";

/** The part of a node's id that is random. */
const markOf = (node: string) => node.slice(-12);

/** A name for a new connection, which nobody guesses, and by which other nodes know whose it is. */
export const newSid = () => `${markOf(nodeId())}${randomBytes(15).toString("base64url")}`;

/** The other node that a connection belongs to, as far as it is known here. */
export function nodeOfSid(sid: string): string | undefined {
  return listKnownNodes().find((node) => node !== nodeId() && sid.startsWith(markOf(node)));
}

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
