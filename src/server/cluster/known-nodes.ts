import { setTimeout as pause } from "node:timers/promises";
import { isLivingNode, listLivingNodes, noteLivingNodes } from "@/core/access/nodes";
import { logger } from "@/lib/logger";
import { logSummed } from "@/lib/summed-lines";

/** How often the registry is asked about nodes whose words wait. */
const ASKED_EVERY_MS = 200;
/**
 * A node that was counted out is back in the registry with its next beat, which is a second away and may take as long as
 * a statement of the sweep may: what it said until then is not lost.
 */
const HELD_MS = 4_000;
/** Words of one node, and nodes, that may wait: others share this Redis, and must not cost memory. */
const MAX_WORDS = 1_000;
const MAX_NODES = 50;
const MAX_BYTES = 16 * 1024 * 1024;

interface Held {
  deliver: () => void;
  bytes: number;
  until: number;
}

/** Tells the nodes of this database from whoever else publishes under its name, as a copy of it does. */
export interface KnownNodes {
  /**
   * Delivers what a node says if that node lives, at once or when the registry says so, in its order; or never.
   * @param bytes how long it is
   */
  hear(node: string, bytes: number, deliver: () => void): void;
  /** Takes the living nodes as the registry has just listed them. */
  learn(nodes: string[]): void;
}

export function createKnownNodes(): KnownNodes {
  const held = new Map<string, Held[]>();
  let heldBytes = 0;
  let asking = false;

  function keep(node: string, words: Held[]): void {
    heldBytes += sumBytes(words) - sumBytes(held.get(node) ?? []);
    if (words.length > 0) held.set(node, words);
    else held.delete(node);
  }

  function letThrough(node: string): void {
    const words = held.get(node) ?? [];
    keep(node, []);
    for (const { deliver } of words) deliver();
  }

  function dropLate(): void {
    const now = performance.now();
    for (const [node, words] of held) {
      const kept = words.filter(({ until }) => until > now);
      if (kept.length === words.length) continue;
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
      const words = held.get(node) ?? [];
      const isTooMuch =
        words.length >= MAX_WORDS ||
        (held.size >= MAX_NODES && words.length === 0) ||
        heldBytes + bytes > MAX_BYTES;
      if (isTooMuch) return noteStranger(node);
      words.push({ deliver, bytes, until: performance.now() + HELD_MS });
      held.set(node, words);
      heldBytes += bytes;
      void askWhileHeld();
    },
    learn,
  };
}

const sumBytes = (words: Held[]) => words.reduce((sum, { bytes }) => sum + bytes, 0);

function noteStranger(node: string): void {
  logSummed({ msg: "a node that is not in the registry was not listened to", who: { node } });
}
