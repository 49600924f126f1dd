import type { Ack, ClientAnswers, ClientEvent, ClientPayload, Ready } from "@/lib/socket-events";
import { createObservable, type Observable } from "../observable";
import { type GatehouseSocket, openSocket, type Refusal } from "./open-socket";
import { isPassing } from "./pauses";
import { type ConnectionState, createReconnect } from "./reconnect";

export interface Connection {
  state: Observable<ConnectionState>;
  /**
   * Rises each time the connection is ready, and when events may have been missed. Everything that is kept outside the
   * state is then loaded again.
   */
  times: Observable<number>;
  /** The version of a server that is newer than this page and asks it to reload; otherwise null. */
  newerProtocol: Observable<number | null>;
  isReady(): boolean;
  /** Asks the server. Null if it could not be asked, `UNAVAILABLE` if it did not answer in time. */
  call<E extends ClientEvent>(
    event: E,
    payload: ClientPayload<E>,
  ): Promise<Ack<ClientAnswers[E]> | null>;
  open(): void;
  /** Begins the next attempt now instead of after the pause. */
  hurry(): void;
  close(): void;
}

interface Ports {
  workspace: string;
  /** What the page knows of its channels; `ready` then says only what is otherwise. Nothing: it says everything. */
  known?: () => string;
  /** Called once with the socket, to listen to its events. */
  listen: (socket: GatehouseSocket) => void;
  ready: (ready: Ready) => void;
  /** The server refuses the connection, and trying again does not help. */
  refused: (refusal: Refusal) => void;
}

const ANSWER_WITHIN_MS = 10_000;

/**
 * The only socket of a tab. It reconnects by itself after growing pauses. Socket.IO would not reconnect when the server
 * has ended the connection, but the server does that so that access is checked again.
 */
export function createConnection(ports: Ports): Connection {
  const times = createObservable(0);
  const newerProtocol = createObservable<number | null>(null);
  let socket: GatehouseSocket | null = null;
  let isWanted = false;
  const reconnect = createReconnect({
    connect: () => void connect(),
    disconnect: () => socket?.disconnect(),
  });
  const { state } = reconnect;
  const isReady = () => isWanted && state.get().status === "connected";

  async function connect(): Promise<void> {
    if (!socket) {
      const opened = await openSocket(ports.workspace, () => ports.known?.(), handlers).catch(
        () => null,
      );
      if (!isWanted || socket) return;
      // Its script could not be loaded.
      if (!opened) return reconnect.comeBack("unavailable");
      ports.listen(opened);
      socket = opened;
    }
    reconnect.expectReady();
    socket.connect();
  }

  const handlers = {
    ready(ready: Ready): void {
      reconnect.ready();
      newerProtocol.set(ready.newerProtocol ?? null);
      // The role must be known before anything is loaded again.
      ports.ready(ready);
      times.update((before) => before + 1);
    },
    lost: (byServer: boolean) => reconnect.comeBack(byServer ? "connecting" : "unavailable"),
    notAllowed: reconnect.comeBackNotAllowed,
    refused(refusal: Refusal): void {
      if (isPassing(refusal.code) || refusal.code === "INTERNAL") {
        // Its sentence says what to do about it.
        const why = refusal.code === "RATE_LIMITED" ? refusal.message : undefined;
        return reconnect.comeBack("unavailable", refusal.retryAfterMs, why);
      }
      // With every other code the page has to go somewhere else.
      reconnect.stop();
      ports.refused(refusal);
    },
  };

  async function call<E extends ClientEvent>(event: E, payload: ClientPayload<E>) {
    if (!isReady() || !socket) return null;
    try {
      const asking = socket.timeout(ANSWER_WITHIN_MS) as unknown as Asking;
      return (await asking.emitWithAck(event, payload)) as Ack<ClientAnswers[E]>;
    } catch {
      // The time was up, or the connection was lost before the answer came.
      return isReady() ? SILENCE : null;
    }
  }

  return {
    state,
    times,
    newerProtocol,
    isReady,
    call,
    hurry: reconnect.hurry,
    open() {
      isWanted = true;
      reconnect.watchNetwork();
      void connect();
    },
    close() {
      isWanted = false;
      reconnect.stop();
      socket?.disconnect();
      socket = null;
      state.set({ status: "connecting", retryAt: null });
    },
  };
}

/** The typed emitter does not know which answer belongs to which event. `call` does. */
interface Asking {
  emitWithAck(event: string, payload: unknown): Promise<unknown>;
}

const SILENCE: { ok: false; error: { code: "UNAVAILABLE"; message: string } } = {
  ok: false,
  error: { code: "UNAVAILABLE", message: "The server did not answer in time." },
};
