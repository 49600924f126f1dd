import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { withReservedDatabase } from "@/db/client";
import type { Drill } from "@/lib/api-types";
import { env } from "@/lib/env";
import { admitMadeUp, revokeMadeUp } from "../access/made-up";
import { listLivingNodes } from "../access/nodes";
import { sendMessage } from "../messages/send-message";
import { realtime } from "../realtime";
import type { Stage } from "./stage";

export type Figures = Omit<Drill, "id" | "ok" | "limitMs">;

/** How long the nodes have to open their connections, and the first message to reach all of them. */
const OPENED_WITHIN_MS = 3_000;
const WRITTEN_WITHIN_MS = 2_000;
/** How long connections are watched, if they are still open when the limit is over. */
const WATCHED_BEYOND_MS = 2_000;
const COUNTED_WITHIN_MS = 1_000;

/**
 * Lets the made-up guest in on every node, writes to them, revokes them, writes again, and watches until the last
 * connection is gone. Every step is the one that a real guest would take.
 * @throws AppError UNAVAILABLE
 */
export async function play(stage: Stage): Promise<Figures> {
  const { drillId, guest } = stage;
  const nodes = await listLivingNodes();
  const guestId = await admitMadeUp(guest);
  const open = await rehearse("open", drillId, nodes, OPENED_WITHIN_MS);
  await write(stage, "Before the revocation.");
  const written = await rehearse("written", drillId, open, WRITTEN_WITHIN_MS);

  const asked = performance.now();
  const closing = watch(drillId, open, asked);
  const receipt = await withReservedDatabase(() => revokeMadeUp({ ...guest, guestId }));
  const answeredMs = Math.round(performance.now() - asked);
  // This leaves over the same line as the question that follows, so no node answers that before it got this.
  await write(stage, "After the revocation.");
  const { closed, lastClosedMs } = await closing;
  const heard = await realtime().rehearse("end", drillId, open, COUNTED_WITHIN_MS);

  const steps = [written, closed, [...heard.keys()]];
  const sound = open.filter((node) => steps.every((step) => step.includes(node)));
  return {
    at: receipt.at,
    connections: receipt.connections ?? 0,
    nodes: {
      // A node that has been silent for so long by now that nobody waits for it was to have a connection too.
      expected: Math.max(receipt.nodes.expected, nodes.length),
      confirmed: Math.min(receipt.nodes.confirmed, sound.length),
    },
    answeredMs,
    lastClosedMs,
    deliveredAfter: [...heard.values()].reduce((sum, late) => sum + late, 0),
  };
}

/** @returns the nodes that did it in time */
async function rehearse(
  ...[step, drillId, nodes, limitMs]: Parameters<ReturnType<typeof realtime>["rehearse"]>
): Promise<string[]> {
  return [...(await realtime().rehearse(step, drillId, nodes, limitMs)).keys()];
}

/**
 * Waits until every connection is gone. The time is measured on this node alone, and ends when the last node has said
 * so: the clocks of two machines are never compared, and what a slow line adds is part of it.
 */
async function watch(drillId: string, open: string[], asked: number) {
  const limitMs = env().drillLimitMs + WATCHED_BEYOND_MS;
  const closed = await rehearse("closed", drillId, open, limitMs);
  const isComplete = open.length > 0 && closed.length === open.length;
  return { closed, lastClosedMs: isComplete ? Math.round(performance.now() - asked) : null };
}

async function write({ channelId, host }: Stage, body: string): Promise<void> {
  await sendMessage(host, { channelId, body, clientId: randomUUID() });
}
