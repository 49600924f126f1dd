import type { Socket as TcpSocket } from "node:net";
import type { Socket as EngineSocket } from "engine.io";

/** A WebSocket of `ws`, as far as it is looked at here. */
export interface WebSocket {
  /** Of those that are on their way, in bytes, whatever the client does. */
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
    /** Of a polling connection that waits, for half a minute, to say goodbye in the answer to one more request. */
    shouldClose?: (() => void) | null;
  };
}

/** What engine.io keeps to itself of a connection. */
export const inside = (conn: EngineSocket) => conn as unknown as Inside;
