import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { listKnownNodes, nodeId } from "@/core/access/nodes";

/** The random part of a node's id. */
const markOf = (node: string) => node.slice(-12);

/** An id for a new connection. Nobody can guess it, and other nodes can tell which node it belongs to. */
export const newSid = () => `${markOf(nodeId())}${randomBytes(15).toString("base64url")}`;

/** The other node that a connection belongs to, if this node knows it. */
export function nodeOfSid(sid: string): string | undefined {
  return listKnownNodes().find((node) => node !== nodeId() && sid.startsWith(markOf(node)));
}

/** The engine's id of the connection that a realtime request belongs to; empty when it opens one. */
export function sidOf(req: IncomingMessage): string {
  return new URL(req.url ?? "", "http://gatehouse").searchParams.get("sid") ?? "";
}

/**
 * The connection that a realtime request belongs to; undefined when it opens one, or when there is none with its id.
 */
export function connectionOf(engine: Engine, req: IncomingMessage): EngineSocket | undefined {
  const { clients } = engine as unknown as { clients: Record<string, EngineSocket> };
  const sid = sidOf(req);
  return Object.hasOwn(clients, sid) ? clients[sid] : undefined;
}
