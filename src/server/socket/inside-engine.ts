import type { Socket as TcpSocket } from "node:net";
import type { Socket as EngineSocket } from "engine.io";

/** The parts of a `ws` WebSocket that are used here. */
export interface WebSocket {
  /** Bytes under way to the client. */
  bufferedAmount: number;
  terminate(): void;
  /** Null once it is closed. */
  _socket: TcpSocket | null;
  once(event: "close", then: () => void): void;
}

export interface Packet {
  type: string;
  data?: unknown;
  options?: { wsPreEncodedFrame?: Buffer[] };
}

interface Inside {
  id: string;
  writeBuffer: Packet[];
  transport: {
    socket?: WebSocket;
    /** Set on a polling connection that waits up to half a minute to say goodbye in the answer to one more request. */
    shouldClose?: (() => void) | null;
  };
}

/** Private fields of an engine.io connection. */
export const inside = (conn: EngineSocket) => conn as unknown as Inside;
