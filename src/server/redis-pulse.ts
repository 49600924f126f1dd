import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { logger } from "@/lib/logger";
import type { Bus } from "./redis";

/** How often Redis is asked whether it is there, and when an answer is late. */
const PULSE_MS = 500;
const LATE_MS = 1_000;

/**
 * Asks over and over, on the connection that is subscribed: an answer follows the subscriptions, and a frozen
 * Redis, which keeps its connections open, does not give it.
 */
export async function feelPulse(bus: Bus, onHealed: () => void): Promise<void> {
  const isOver = () => bus.subscriber.status === "end";
  while (!isOver()) {
    const answer = bus.subscriber.ping();
    const watching = new AbortController();
    void loseUnlessAnswered(bus, watching.signal);
    try {
      await answer;
      if (!bus.isAnswering && areReady(bus)) {
        bus.isAnswering = true;
        onHealed();
      }
    } catch (error) {
      if (!isOver()) logger().warn({ err: error }, "redis did not answer");
    } finally {
      watching.abort();
    }
    await pause(bus.isAnswering ? PULSE_MS : 50, undefined, { ref: false });
  }
}

/** After a stall of our own the answer may be here and unread: it gets one more turn. */
async function loseUnlessAnswered(bus: Bus, answered: AbortSignal): Promise<void> {
  await pause(LATE_MS, undefined, { ref: false });
  if (answered.aborted) return;
  await nextTurn();
  if (!answered.aborted) loseBus(bus);
}

/** A connection that is opened anew is not ready before Redis answers: limits fall back at once. */
function loseBus(bus: Bus): void {
  if (bus.isAnswering) logger().warn("redis is not answering");
  bus.isAnswering = false;
  if (bus.commands.status === "ready") bus.commands.disconnect(true);
}

function areReady(bus: Bus): boolean {
  return [bus.publisher, bus.subscriber].every((client) => client.status === "ready");
}
