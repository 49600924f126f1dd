import { EventEmitter } from "node:events";
import { z } from "zod";
import { nodeId } from "@/core/access/nodes";
import { logFault } from "@/lib/summed-lines";
import type { KnownNodes } from "./known-nodes";

/** The two connections that Socket.IO's adapter needs. */
export interface Line {
  publisher: EventEmitter & { publish(channel: string, message: string | Buffer): Promise<number> };
  subscriber: EventEmitter;
}

interface Ends {
  /** The one channel of Redis that carries everything. */
  channel: string;
  knownNodes: KnownNodes;
  publisher: { publish(channel: string, message: Buffer): Promise<number> };
  subscriber: {
    subscribe(channel: string): Promise<unknown>;
    on(event: "messageBuffer", hear: (channel: Buffer, message: Buffer) => void): unknown;
  };
}

/** The header of every message: the node that sends it, and the adapter's channel. */
const header = z.tuple([z.uuid(), z.string()]);
const NEWLINE = 10;

/**
 * Carries all channels of Socket.IO's adapter over one channel of our own. In Redis, database numbers separate keys but
 * not channels: everybody on it hears everything. So the channel's name says which installation it belongs to, and each
 * message says which node sent it.
 * @param prefix the beginning of the names of the adapter's channels
 */
export function openLine(prefix: string, ends: Ends): Line {
  const { channel, knownNodes, publisher, subscriber } = ends;
  const hearing = Object.assign(new EventEmitter(), {
    // The adapter's own channels do not exist in Redis.
    subscribe: () => undefined,
    psubscribe: () => undefined,
    unsubscribe: () => undefined,
    punsubscribe: () => undefined,
  });
  const telling = Object.assign(new EventEmitter(), {
    publish: (inner: string, message: string | Buffer) =>
      publisher.publish(channel, wrap(inner, message)),
  });

  const pattern = `${prefix}#/#*`;
  function deliver(inner: string, message: Buffer): void {
    try {
      if (inner.startsWith(`${prefix}#`)) hearing.emit("pmessageBuffer", pattern, inner, message);
      else hearing.emit("messageBuffer", inner, message);
    } catch (error) {
      logFault("what another node said was not understood", error);
    }
  }

  subscriber.on("messageBuffer", (from, message) => {
    if (from.toString("latin1") !== channel) return;
    const parts = unwrap(message);
    if (!parts || parts.node === nodeId()) return;
    knownNodes.hear(parts.node, message.length, () => deliver(parts.inner, parts.message));
  });
  void subscriber.subscribe(channel);
  return { publisher: telling, subscriber: hearing };
}

function wrap(inner: string, message: string | Buffer): Buffer {
  const head = Buffer.from(`${JSON.stringify([nodeId(), inner])}\n`);
  return Buffer.concat([head, Buffer.from(message as string)]);
}

function unwrap(whole: Buffer): { node: string; inner: string; message: Buffer } | null {
  const end = whole.indexOf(NEWLINE);
  const parsed = header.safeParse(readJson(whole.subarray(0, Math.max(end, 0)).toString()));
  if (!parsed.success) return null;
  const [node, inner] = parsed.data;
  return { node, inner, message: whole.subarray(end + 1) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
