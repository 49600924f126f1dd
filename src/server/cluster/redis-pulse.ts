import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { nodeId } from "@/core/access/nodes";
import { logLostConnection } from "@/lib/lost-connection";
import { logSummed } from "@/lib/summed-lines";
import type { Bus } from "./redis";

/** How often Redis is asked whether it is there, and when an answer is late. */
const PULSE_MS = 500;
const LATE_MS = 1_000;
/** Before an answer is late, so that a Redis which answers is not taken for one that does not. */
const HEARD_WITHIN_MS = 800;

/** What this node tells itself through Redis, to hear whether others could. */
export const pulseChannel = (name: string) => `${name}:pulse:${nodeId()}`;

/**
 * Asks over and over, on the connection that is subscribed: an answer follows the subscriptions, and a frozen
 * Redis, which keeps its connections open, does not give it. Then this node must hear itself: a Redis that answers
 * and lets nobody subscribe would have revocations go unheard.
 */
export async function feelPulse(bus: Bus, onHealed: () => void): Promise<void> {
  const isOver = () => bus.subscriber.status === "end";
  const hearing = listenToOneself(bus);
  while (!isOver()) {
    const watching = new AbortController();
    void loseUnlessAnswered(bus, watching.signal);
    try {
      await bus.subscriber.ping();
      if (!(await hearing.isHeard())) await subscribeAnew(bus);
      else if (!bus.isAnswering && areReady(bus)) {
        bus.isAnswering = true;
        onHealed();
      }
      noteIfBack(bus);
    } catch (error) {
      loseAnswers(bus, error);
    } finally {
      watching.abort();
    }
    await pause(bus.isAnswering ? PULSE_MS : 50, undefined, { ref: false });
  }
}

/** Before it has answered for the first time nothing is lost: connections that are being opened do not answer yet. */
function loseAnswers(bus: Bus, error: unknown): void {
  if (bus.isAnswering) noteRedisAway(bus, error);
  bus.isAnswering = false;
}

/** One line for all that shows it: three connections that close, attempts that fail, answers that do not come. */
export function noteRedisAway(bus: Bus, error: unknown): void {
  if (bus.isClosing) return;
  bus.isMissed = true;
  logLostConnection("redis is away", error);
}

function noteIfBack(bus: Bus): void {
  if (!bus.isMissed || !bus.isAnswering || bus.commands.status !== "ready") return;
  bus.isMissed = false;
  logSummed({ msg: "redis is back" });
}

function listenToOneself({ name, subscriber, publisher }: Bus): { isHeard(): Promise<boolean> } {
  const channel = pulseChannel(name);
  let last = "";
  let onWord: () => void = () => undefined;
  // Not "message": ioredis would make a text of whatever comes on every channel.
  subscriber.on("messageBuffer", (from: Buffer, word: Buffer) => {
    if (from.toString("latin1") !== channel) return;
    last = word.toString("latin1");
    onWord();
  });
  void subscriber.subscribe(channel);
  return {
    async isHeard() {
      const word = randomUUID();
      const heard = new Promise<void>((resolve) => {
        onWord = () => last === word && resolve();
      });
      // Not by `publish`, whose failures are counted: that Redis is away is no lost message.
      await publisher.call("PUBLISH", channel, word);
      await Promise.race([heard, pause(HEARD_WITHIN_MS, undefined, { ref: false })]);
      if (last !== word) await nextTurn();
      return last === word;
    },
  };
}

/** Redis is there, and nothing comes back: it does not let this node hear, or did not when it subscribed. */
async function subscribeAnew(bus: Bus): Promise<void> {
  loseAnswers(bus, new Error("it does not let this node hear"));
  await bus.subscribeAnew();
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
  loseAnswers(bus, new Error("it does not answer"));
  if (bus.commands.status === "ready") bus.commands.disconnect(true);
}

function areReady(bus: Bus): boolean {
  return [bus.publisher, bus.subscriber].every((client) => client.status === "ready");
}
