import type { Socket } from "socket.io-client";
import { PROTOCOL_VERSION } from "@/lib/protocol";
import type { ClientToServer, Ready, ServerToClient } from "@/lib/socket-events";

export type GatehouseSocket = Socket<ServerToClient, ClientToServer>;

/** Why the server refused the connection. Only the guest codes have a `reason`. */
export interface Refusal {
  code: string;
  message: string;
  reason: string | null;
  retryAfterMs: number;
}

export interface SocketHandlers {
  ready: (ready: Ready) => void;
  refused: (refusal: Refusal) => void;
  /** This address may not connect. `why` is the server's sentence. */
  notAllowed: (why: string) => void;
  /** The connection, or the attempt, is lost. `byServer`: the server has ended it. */
  lost: (byServer: boolean) => void;
}

/** Polling comes first: it works through proxies that let no WebSocket pass. */
const TRANSPORTS = ["polling", "websocket"];

/**
 * The client's script is loaded after the first paint. The socket connects only when it is told to.
 * @param known is asked at each attempt what the page knows of its channels; see `describeRevisions`
 */
export async function openSocket(
  workspace: string,
  known: () => string | undefined,
  handlers: SocketHandlers,
): Promise<GatehouseSocket> {
  const { io } = await import("socket.io-client");
  const socket: GatehouseSocket = io({
    path: "/socket.io",
    auth: (send) => send({ workspace, protocol: PROTOCOL_VERSION, known: known() }),
    transports: TRANSPORTS,
    autoConnect: false,
    reconnection: false,
    forceNew: true,
  });
  follow(socket, handlers);
  return socket;
}

function follow(socket: GatehouseSocket, handlers: SocketHandlers): void {
  const { ready, refused, notAllowed, lost } = handlers;

  function lose(failure: unknown, byServer: boolean): void {
    const why = readNotAllowed(failure);
    if (why === null) lost(byServer);
    else notAllowed(why);
  }

  socket.on("ready", ready);
  socket.on("disconnect", (reason, failure) => {
    if (reason === "io client disconnect") return;
    if (isAstray(failure)) socket.io.opts.transports = ["websocket"];
    lose(failure, reason === "io server disconnect");
  });
  socket.on("connect_error", (error) => {
    const refusal = readRefusal(error);
    if (refusal) return refused(refusal);
    socket.io.opts.transports = isAstray(error) ? ["websocket"] : TRANSPORTS;
    lose(error, false);
  });
}

/**
 * A poll was answered 400: it reached another process than the one before. Even if a proxy does not keep a browser on
 * one process, a WebSocket works, because it is a single request.
 */
function isAstray(failure: unknown): boolean {
  return (failure as { description?: unknown } | undefined)?.description === 400;
}

/** A page at an address that is not allowed may open a connection by polling, but may not send over it. */
function readNotAllowed(failure: unknown): string | null {
  const answer = (failure as { context?: { status?: number; responseText?: string } } | undefined)
    ?.context;
  if (answer?.status !== 403 || !answer.responseText) return null;
  try {
    const { code, error } = JSON.parse(answer.responseText) as { code?: string; error?: string };
    return code === "ORIGIN_NOT_ALLOWED" ? (error ?? null) : null;
  } catch {
    // A proxy in between has refused with a page of its own.
    return null;
  }
}

function readRefusal(error: Error): Refusal | null {
  const data = (error as Error & { data?: Record<string, unknown> }).data;
  if (!data || typeof data.code !== "string") return null;
  return {
    code: data.code,
    message: error.message,
    reason: typeof data.reason === "string" ? data.reason : null,
    retryAfterMs: Number(data.retryAfterMs) || 0,
  };
}
