import type { Socket } from "socket.io-client";
import type {
  Ack,
  ClientAnswers,
  ClientEvent,
  ClientPayload,
  ClientToServer,
  Ready,
  ServerToClient,
} from "@/lib/socket-events";
import { PROTOCOL_VERSION } from "@/lib/protocol";
import { isPassing, pauseFor } from "./pauses";
import { createObservable, type Observable } from "../observable";

export type ConnectionStatus =
  | "connecting"
  | "connected"
  | "offline"
  | "unavailable"
  | "not allowed";

/** What the page may say about the connection; `retryAt` is when it is tried again. */
export interface ConnectionState {
  status: ConnectionStatus;
  retryAt: number | null;
  /** Why a page at this address may not connect, with `not allowed`. */
  why?: string;
}

/** Why the server will not have us: `reason` only with the guest codes. */
export interface Refusal {
  code: string;
  message: string;
  reason: string | null;
}

export type GatehouseSocket = Socket<ServerToClient, ClientToServer>;

export interface Connection {
  state: Observable<ConnectionState>;
  /** How often it was ready, or news were missed: what is kept outside the state is asked for anew when this rises. */
  times: Observable<number>;
  /** The version of a server that is newer than this page and asks it to reload; null where none does. */
  newerProtocol: Observable<number | null>;
  isReady(): boolean;
  /** Asks the server; null when it could not be asked, `UNAVAILABLE` when it did not answer in time. */
  call<E extends ClientEvent>(
    event: E,
    payload: ClientPayload<E>,
  ): Promise<Ack<ClientAnswers[E]> | null>;
  open(): void;
  /** Tries at once instead of after the pause. */
  hurry(): void;
  close(): void;
}

interface Ports {
  workspace: string;
  /** Told of the socket once, to listen to its events. */
  listen: (socket: GatehouseSocket) => void;
  ready: (ready: Ready) => void;
  refused: (refusal: Refusal) => void;
}

/** Polling first: it gets through proxies that let no WebSocket pass. */
const TRANSPORTS = ["polling", "websocket"];
const ANSWER_WITHIN = 10_000;
const READY_WITHIN = 20_000;
const SETTLED_AFTER = 5_000;

/**
 * One socket for the tab. Every reconnect is ours, after growing pauses: socket.io makes none when
 * the server ended the connection, and that is how access is decided anew.
 */
export function createConnection(ports: Ports): Connection {
  const state = createObservable<ConnectionState>({ status: "connecting", retryAt: null });
  const times = createObservable(0);
  const newerProtocol = createObservable<number | null>(null);
  let socket: GatehouseSocket | null = null;
  let wanted = false;
  let attempt = 0;
  let isReady = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    clearTimeout(timer);
    timer = setTimeout(giveUp, READY_WITHIN, "unavailable");
    state.update((now) => ({ ...now, retryAt: null }));
    socket?.connect();
  }

  function retry(): void {
    state.update((now) => ({ ...now, retryAt: null }));
    if (socket) connect();
    else void begin();
  }

  function giveUp(status: ConnectionStatus): void {
    socket?.disconnect();
    comeBack(status);
  }

  /** @param failure what the browser made of the answer that was none */
  function comeBackFrom(failure: unknown, status: ConnectionStatus): void {
    comeBack(status);
    const why = readNotAllowed(failure);
    if (why !== null) state.update((now) => ({ ...now, status: "not allowed", why }));
  }

  function comeBack(status: ConnectionStatus, atLeast = 0): void {
    // One failed attempt may be told twice, and is counted once.
    if (state.get().retryAt !== null) return;
    isReady = false;
    clearTimeout(timer);
    clearTimeout(settling);
    const pause = Math.max(atLeast, pauseFor(attempt++));
    state.set({ status: navigator.onLine ? status : "offline", retryAt: Date.now() + pause });
    timer = setTimeout(retry, pause);
  }

  function follow(opened: GatehouseSocket): GatehouseSocket {
    opened.on("ready", (payload) => {
      clearTimeout(timer);
      isReady = true;
      settling = setTimeout(() => {
        attempt = 0;
      }, SETTLED_AFTER);
      state.set({ status: "connected", retryAt: null });
      newerProtocol.set(payload.newerProtocol ?? null);
      // What one is now is known before anybody asks anew.
      ports.ready(payload);
      times.update((before) => before + 1);
    });
    opened.on("disconnect", (reason, failure) => {
      if (reason === "io client disconnect") return;
      if (isAstray(failure)) opened.io.opts.transports = ["websocket"];
      comeBackFrom(failure, reason === "io server disconnect" ? "connecting" : "offline");
    });
    opened.on("connect_error", (error) => {
      const refusal = readRefusal(error);
      if (!refusal) {
        opened.io.opts.transports = isAstray(error) ? ["websocket"] : TRANSPORTS;
        return comeBackFrom(error, "offline");
      }
      // With every other code the page has to go somewhere else.
      if (isPassing(refusal.code) || refusal.code === "INTERNAL") {
        return comeBack("unavailable", refusal.retryAfterMs);
      }
      clearTimeout(timer);
      ports.refused(refusal);
    });
    ports.listen(opened);
    return opened;
  }

  async function call<E extends ClientEvent>(event: E, payload: ClientPayload<E>) {
    if (!isReady || !socket) return null;
    try {
      const asking = socket.timeout(ANSWER_WITHIN) as unknown as Asking;
      return (await asking.emitWithAck(event, payload)) as Ack<ClientAnswers[E]>;
    } catch {
      // The time was up, or the connection went while the answer was under way.
      return isReady ? SILENCE : null;
    }
  }

  /** The client's script comes after the first paint; failing to load it is being offline. */
  async function begin(): Promise<void> {
    try {
      const opened = await openSocket(ports.workspace);
      if (!wanted || socket) return;
      socket = follow(opened);
      connect();
    } catch {
      if (wanted) comeBack("offline");
    }
  }

  const hurry = () => {
    if (!isReady && state.get().retryAt !== null) retry();
  };
  const notice = watchNetwork(hurry, () => {
    // A socket, or an attempt at one, may stand for most of a minute over a network that is gone: a new one tells.
    if (state.get().retryAt === null) giveUp("offline");
    else state.update((now) => ({ ...now, status: "offline" }));
  });

  return {
    state,
    times,
    newerProtocol,
    isReady: () => isReady,
    call,
    hurry,
    open() {
      wanted = true;
      notice.start();
      void begin();
    },
    close() {
      wanted = false;
      isReady = false;
      clearTimeout(timer);
      clearTimeout(settling);
      notice.stop();
      socket?.disconnect();
      socket = null;
    },
  };
}

async function openSocket(workspace: string): Promise<GatehouseSocket> {
  const { io } = await import("socket.io-client");
  return io({
    path: "/socket.io",
    auth: { workspace, protocol: PROTOCOL_VERSION },
    transports: TRANSPORTS,
    autoConnect: false,
    reconnection: false,
    forceNew: true,
  });
}

/** A network that is back, or a tab that is looked at again, need not wait for the pause to end. */
function watchNetwork(back: () => void, gone: () => void) {
  const look = () => {
    if (document.visibilityState === "visible") back();
  };
  return {
    start() {
      window.addEventListener("online", back);
      window.addEventListener("offline", gone);
      document.addEventListener("visibilitychange", look);
    },
    stop() {
      window.removeEventListener("online", back);
      window.removeEventListener("offline", gone);
      document.removeEventListener("visibilitychange", look);
    },
  };
}

/** The typed emitter loses the tie between an event and its answer: `call` keeps it. */
interface Asking {
  emitWithAck(event: string, payload: unknown): Promise<unknown>;
}

const SILENCE: { ok: false; error: { code: "UNAVAILABLE"; message: string } } = {
  ok: false,
  error: { code: "UNAVAILABLE", message: "The server did not answer in time." },
};

/**
 * A poll was answered 400: it came to another process than the one before. Where a proxy does not keep a browser on
 * one, a WebSocket still works, being one request.
 */
function isAstray(failure: unknown): boolean {
  return (failure as { description?: unknown } | undefined)?.description === 400;
}

/** A page at an address that is not allowed may open a connection by polling, and then say nothing over it. */
function readNotAllowed(failure: unknown): string | null {
  const answer = (failure as { context?: { status?: number; responseText?: string } } | undefined)
    ?.context;
  if (answer?.status !== 403 || !answer.responseText) return null;
  try {
    const { code, error } = JSON.parse(answer.responseText) as { code?: string; error?: string };
    return code === "ORIGIN_NOT_ALLOWED" ? (error ?? null) : null;
  } catch {
    // A proxy in between refuses with a page of its own.
    return null;
  }
}

function readRefusal(error: Error): (Refusal & { retryAfterMs: number }) | null {
  const data = (error as Error & { data?: Record<string, unknown> }).data;
  if (!data || typeof data.code !== "string") return null;
  return {
    code: data.code,
    message: error.message,
    reason: typeof data.reason === "string" ? data.reason : null,
    retryAfterMs: Number(data.retryAfterMs) || 0,
  };
}
