import { createObservable, type Observable } from "../observable";
import { pauseFor } from "./pauses";

/** `offline`: the browser itself has no network. `unavailable`: it has one, but the server is not reached over it. */
export type ConnectionStatus =
  | "connecting"
  | "connected"
  | "offline"
  | "unavailable"
  | "not allowed";

/** What the page may say about the connection. `retryAt` is when the next attempt begins, in ms since the epoch. */
export interface ConnectionState {
  status: ConnectionStatus;
  retryAt: number | null;
  /** The server's sentence: why a page at this address may not connect, or that there are too many connections. */
  why?: string;
}

export interface Reconnect {
  state: Observable<ConnectionState>;
  /** An attempt is running. If the connection is not ready in time, the attempt has failed. */
  expectReady(): void;
  ready(): void;
  /** An attempt has failed, or the connection is lost: the next attempt begins after a pause. */
  comeBack(status: ConnectionStatus, atLeastMs?: number, why?: string): void;
  /** As `comeBack`, for an address that may not connect. */
  comeBackNotAllowed(why: string): void;
  /** Begins the next attempt now instead of after the pause. */
  hurry(): void;
  watchNetwork(): void;
  /** Makes no more attempts. */
  stop(): void;
}

interface Ports {
  /** Begins an attempt. */
  connect: () => void;
  /** Ends the attempt or the connection that there is. */
  disconnect: () => void;
}

const READY_WITHIN_MS = 20_000;
/** A connection that is lost earlier does not count as a success: the pauses go on growing. */
const SETTLED_AFTER_MS = 5_000;

/** Decides when the next attempt to connect begins. The pauses between attempts grow. */
export function createReconnect({ connect, disconnect }: Ports): Reconnect {
  const state = createObservable<ConnectionState>({ status: "connecting", retryAt: null });
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const isPausing = () => state.get().retryAt !== null;

  function stop(): void {
    clearTimeout(timer);
    clearTimeout(settling);
  }

  function attempt(): void {
    clearTimeout(timer);
    state.update(withoutPause);
    connect();
  }

  function giveUp(status: ConnectionStatus): void {
    disconnect();
    comeBack(status);
  }

  function comeBack(status: ConnectionStatus, atLeastMs = 0, why?: string): void {
    // The socket may report one failed attempt twice. It counts once.
    if (isPausing()) return;
    stop();
    const pauseMs = Math.max(atLeastMs, pauseFor(attempts++));
    state.set({
      status: navigator.onLine ? status : "offline",
      retryAt: Date.now() + pauseMs,
      ...(why && { why }),
    });
    timer = setTimeout(attempt, pauseMs);
  }

  function hurry(): void {
    if (isPausing()) attempt();
  }

  function lookAgain(): void {
    if (document.visibilityState === "visible") hurry();
  }

  /** Over a network that is gone, a socket or an attempt may seem alive for most of a minute. */
  function noteOffline(): void {
    if (isPausing()) state.update((now) => ({ ...now, status: "offline" }));
    else giveUp("offline");
  }

  return {
    state,
    expectReady() {
      clearTimeout(timer);
      state.update(withoutPause);
      timer = setTimeout(giveUp, READY_WITHIN_MS, "unavailable");
    },
    ready() {
      clearTimeout(timer);
      settling = setTimeout(() => {
        attempts = 0;
      }, SETTLED_AFTER_MS);
      state.set({ status: "connected", retryAt: null });
    },
    comeBack,
    comeBackNotAllowed(why) {
      comeBack("unavailable");
      state.update((now) => ({ ...now, status: "not allowed", why }));
    },
    hurry,
    watchNetwork() {
      window.addEventListener("online", hurry);
      window.addEventListener("offline", noteOffline);
      document.addEventListener("visibilitychange", lookAgain);
    },
    stop() {
      stop();
      window.removeEventListener("online", hurry);
      window.removeEventListener("offline", noteOffline);
      document.removeEventListener("visibilitychange", lookAgain);
    },
  };
}

const withoutPause = (now: ConnectionState): ConnectionState => ({ ...now, retryAt: null });
