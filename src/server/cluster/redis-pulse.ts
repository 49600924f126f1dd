import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { nodeId } from "@/core/access/nodes";
import { logLostConnection } from "@/lib/lost-connection";
import { logSummed } from "@/lib/summed-lines";
import type { Bus } from "./redis";

/** How often Redis is asked whether it is there, and when its answer counts as late. */
const PULSE_MS = 500;
const LATE_MS = 1_000;
/**
 * Shorter than `LATE_MS`, so that a Redis which answers but does not deliver is not taken for one that does not answer.
 */
const HEARD_WITHIN_MS = 800;

/** The channel on which this node sends messages to itself, to see whether others could hear it. */
export const pulseChannel = (name: string) => `${name}:pulse:${nodeId()}`;

/**
 * Pings Redis again and again, on the subscribed connection: its answer comes after the subscriptions. A frozen Redis
 * keeps its connections open but does not answer. Then this node must also receive a message of its own. If Redis
 * answers but delivers nothing, revocations would not be heard.
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

/** Nothing is lost before the first answer: connections that are being opened do not answer yet. */
function loseAnswers(bus: Bus, error: unknown): void {
  if (bus.isAnswering) noteRedisAway(bus, error);
  bus.isAnswering = false;
}

/**
 * Logs one line for everything that shows it: three connections that close, attempts that fail, answers that are late.
 */
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
  let onProbe: () => void = () => undefined;
  // Not "message": ioredis would then decode every message on every channel into a string.
  subscriber.on("messageBuffer", (from: Buffer, probe: Buffer) => {
    if (from.toString("latin1") !== channel) return;
    last = probe.toString("latin1");
    onProbe();
  });
  void subscriber.subscribe(channel);
  return {
    async isHeard() {
      const probe = randomUUID();
      const heard = new Promise<void>((resolve) => {
        onProbe = () => last === probe && resolve();
      });
      // Not through `publish`, which counts failures: a probe that Redis does not take is no lost message.
      await publisher.call("PUBLISH", channel, probe);
      await Promise.race([heard, pause(HEARD_WITHIN_MS, undefined, { ref: false })]);
      if (last !== probe) await nextTurn();
      return last === probe;
    },
  };
}

/** Redis answers but delivers nothing: it does not let this node subscribe, or did not when it tried. */
async function subscribeAnew(bus: Bus): Promise<void> {
  loseAnswers(bus, new Error("it does not let this node hear"));
  await bus.subscribeAnew();
}

/** If this process itself was busy, the answer may be here but unread: it gets one more round of the event loop. */
async function loseUnlessAnswered(bus: Bus, answered: AbortSignal): Promise<void> {
  await pause(LATE_MS, undefined, { ref: false });
  if (answered.aborted) return;
  await nextTurn();
  if (!answered.aborted) loseBus(bus);
}

/** A reopened connection is ready only when Redis answers, so limits fall back at once. */
function loseBus(bus: Bus): void {
  loseAnswers(bus, new Error("it does not answer"));
  if (bus.commands.status === "ready") bus.commands.disconnect(true);
}

function areReady(bus: Bus): boolean {
  return [bus.publisher, bus.subscriber].every((client) => client.status === "ready");
}
