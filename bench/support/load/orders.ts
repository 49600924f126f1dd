import type { Target } from "./raw-connection";

/** What a load process can be told to do, and what it answers. Times are milliseconds. */
export interface Orders {
  /** Opens connections and closes each when it is ready, `atOnce` at a time. */
  handshakes: {
    order: { targets: Target[]; forMs: number; atOnce: number };
    answer: { perSecond: number };
  };
  /** Opens connections that stay until `close`, each by the next of the targets. */
  open: { order: { targets: Target[]; count: number; atOnce: number }; answer: { open: number } };
  /** Tries to open as many as it can; those that are let in stay. */
  storm: {
    order: { targets: Target[]; forMs: number; atOnce: number };
    answer: { tried: number; open: number };
  };
  /** Sends from the open connections, each with `underWay` messages at a time, to the next of the channels. */
  send: {
    order: {
      channelIds: string[];
      senders: number;
      underWay: number;
      forMs: number;
      /** Of all together. Without it, each sends the next when one is acknowledged. */
      perSecond?: number;
      /** A usual message without it. */
      body?: string;
    };
    answer: { perSecond: number; times: number[]; refused: number; packetsEach: number };
  };
  /** The first connection sends; the others count what arrives. */
  deliver: {
    order: { channelId: string; underWay: number; forMs: number };
    answer: { perSecond: number; bytesEach: number };
  };
  /** The first connection sends `perSecond`; measured from there to each of the others. */
  delay: {
    order: { channelId: string; perSecond: number; forMs: number };
    answer: { times: number[] };
  };
  /** All connections stop reading. */
  deafen: { order: object; answer: { deaf: number } };
  /** Sends events of every kind over one connection, as fast as they are taken. When it is cut, it opens the next. */
  flood: {
    order: { target: Target; channelId: string; forMs: number };
    answer: { sent: number; connections: number };
  };
  /** How many connections the server has not closed. */
  count: { order: object; answer: { open: number } };
  /** Closes every connection. */
  close: { order: object; answer: { closed: number } };
}

export type Order = {
  [Name in keyof Orders]: { name: Name } & Orders[Name]["order"];
}[keyof Orders];
