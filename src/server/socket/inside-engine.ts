import type { Socket as TcpSocket } from "node:net";
import type { Socket as EngineSocket } from "engine.io";

/** The parts of a `ws` WebSocket that are used here. */
export interface WebSocket {
  /** 1 while it is open. */
  readyState: number;
  /** Bytes under way to the client. */
  bufferedAmount: number;
  terminate(): void;
  /** Null once it is closed. */
  _socket: TcpSocket | null;
  /** Cuts what has come in into frames. */
  _receiver: object;
  once(event: "close", then: () => void): void;
  on(event: "ping" | "pong", then: () => void): void;
  pause(): void;
  resume(): void;
}

export interface Packet {
  type: string;
  data?: unknown;
  options?: { wsPreEncodedFrame?: Buffer[] };
}

export interface Transport {
  name: string;
  /** Whether it takes packets now. */
  writable: boolean;
  send(packets: Packet[]): void;
  emit(event: "drain" | "ready"): void;
  onData(data: unknown): void;
  onError(message: string, description?: string): void;
  /** Only of a WebSocket. */
  socket?: WebSocket;
  /** Set on a polling connection that waits up to half a minute to say goodbye in the answer to one more request. */
  shouldClose?: (() => void) | null;
}

interface Inside {
  id: string;
  readyState: string;
  writeBuffer: Packet[];
  transport: Transport;
  /** Hands over what is queued, if the transport takes it. */
  flush(): void;
}

/** Private fields of an engine.io connection. */
export const inside = (conn: EngineSocket) => conn as unknown as Inside;
