import { setTimeout as pause } from "node:timers/promises";
import { isLivingNode, listLivingNodes, noteLivingNodes } from "@/core/access/nodes";
import { logger } from "@/lib/logger";
import { logSummed } from "@/lib/summed-lines";

/** How often the registry is read while messages of unknown nodes wait. */
const ASKED_EVERY_MS = 200;
/**
 * How long a message waits. A node that was dropped from the registry is back with its next heartbeat. That is a second
 * away, and may take as long as a statement of the sweep may. What it published until then is not lost.
 */
const HELD_MS = 4_000;
/**
 * How many messages of one node, and of how many nodes, may wait. Others share this Redis and must not exhaust our
 * memory.
 */
const MAX_MESSAGES = 1_000;
const MAX_NODES = 50;
const MAX_BYTES = 16 * 1024 * 1024;

interface HeldMessage {
  deliver: () => void;
  bytes: number;
  until: number;
}

/** Tells the nodes of this database from others that publish under its name, such as those of a copy of it. */
export interface KnownNodes {
  /**
   * Delivers a node's message if the node is alive: at once, or in order when the registry lists it, or never.
   * @param bytes the length of the message
   */
  hear(node: string, bytes: number, deliver: () => void): void;
  /** Stores the living nodes as the registry has just listed them. */
  learn(nodes: string[]): void;
}

export function createKnownNodes(): KnownNodes {
  const held = new Map<string, HeldMessage[]>();
  let heldBytes = 0;
  let asking = false;

  function keep(node: string, messages: HeldMessage[]): void {
    heldBytes += sumBytes(messages) - sumBytes(held.get(node) ?? []);
    if (messages.length > 0) held.set(node, messages);
    else held.delete(node);
  }

  function letThrough(node: string): void {
    const messages = held.get(node) ?? [];
    keep(node, []);
    for (const { deliver } of messages) deliver();
  }

  function dropLate(): void {
    const now = performance.now();
    for (const [node, messages] of held) {
      const kept = messages.filter(({ until }) => until > now);
      if (kept.length === messages.length) continue;
      noteStranger(node);
      keep(node, kept);
    }
  }

  async function askWhileHeld(): Promise<void> {
    if (asking) return;
    asking = true;
    while (held.size > 0) {
      await listLivingNodes().then(learn, (error: unknown) =>
        logger().debug({ err: error }, "the registry could not be asked"),
      );
      dropLate();
      if (held.size > 0) await pause(ASKED_EVERY_MS, undefined, { ref: false });
    }
    asking = false;
  }

  function learn(nodes: string[]): void {
    noteLivingNodes(nodes);
    for (const node of held.keys()) if (isLivingNode(node)) letThrough(node);
  }

  return {
    hear(node, bytes, deliver) {
      if (isLivingNode(node)) return deliver();
      const messages = held.get(node) ?? [];
      const isTooMuch =
        messages.length >= MAX_MESSAGES ||
        (held.size >= MAX_NODES && messages.length === 0) ||
        heldBytes + bytes > MAX_BYTES;
      if (isTooMuch) return noteStranger(node);
      messages.push({ deliver, bytes, until: performance.now() + HELD_MS });
      held.set(node, messages);
      heldBytes += bytes;
      void askWhileHeld();
    },
    learn,
  };
}

const sumBytes = (messages: HeldMessage[]) => messages.reduce((sum, { bytes }) => sum + bytes, 0);

function noteStranger(node: string): void {
  logSummed({ msg: "a node that is not in the registry was not listened to", who: { node } });
}
