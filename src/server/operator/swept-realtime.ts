import { setTimeout as pause } from "node:timers/promises";
import { listBeats, nodeId } from "@/core/access/nodes";
import type { CutReport, Realtime } from "@/core/realtime";
import { tellAccess } from "@/core/tell-access";
import { env } from "@/lib/env";

/**
 * The port of a process that has no connections, and no way to ask the servers: it knows them by the registry alone.
 * Open pages are told nothing by it; what a page shows is asked for anew when it is loaded.
 */
export function createSweptRealtime(): Realtime {
  return {
    publish: () => undefined,
    widen: async () => undefined,
    tell: tellAccess,
    countConnections: async () => new Map(),
    cut: async () => notAsked(),
    cutGuest: async () => untilSwept(),
  };
}

/**
 * The port of a process that has joined the servers for a moment, and serves nobody: it asks them, and waits for their
 * sweeps where one does not answer. It does not count itself.
 */
export function withSweeps(joined: Realtime): Realtime {
  return {
    ...joined,
    cut: async (rooms, notice) => withoutSelf(await joined.cut(rooms, notice)),
    cutGuest: async (guestId, reason) => {
      const asked = await joined.cutGuest(guestId, reason);
      return asked.confirmed ? withoutSelf(asked) : untilSwept();
    },
  };
}

function withoutSelf({ nodes, ...asked }: CutReport): CutReport {
  return { ...asked, nodes: { expected: nodes.expected - 1, confirmed: nodes.confirmed - 1 } };
}

async function notAsked(): Promise<CutReport> {
  return report((await readBeats()).size, 0);
}

/**
 * A node that beats has re-checked its guests in the same statement. Of the beats that follow, the first may be of a
 * statement from before the loss; the second saw it; when the third is there, what the second found is cut.
 */
const BEATS = 3;
const ASKED_EVERY_MS = 50;
/** What is cut and is under way may have so long to end before it is broken off. */
const BROKEN_OFF_MS = 300;
/** Beyond the lease, after which a node that is silent serves no guest and counts no more. */
const SPARE_MS = 3_000;

/** Waits until every living node has swept what it serves since this was called, or is not living any more. */
async function untilSwept(): Promise<CutReport> {
  const deadline = performance.now() + env().guestLeaseMs + SPARE_MS;
  let living = await readBeats();
  const left = new Map([...living].map(([id, last]) => [id, { last, beats: 0 }]));
  const missing = () =>
    [...left].filter(([id, { beats }]) => living.has(id) && beats < BEATS).length;
  while (missing() > 0 && performance.now() < deadline) {
    await pause(ASKED_EVERY_MS);
    living = await readBeats();
    for (const [id, seen] of left) {
      const beatAt = living.get(id);
      if (beatAt === undefined || beatAt === seen.last) continue;
      left.set(id, { last: beatAt, beats: seen.beats + 1 });
    }
  }
  if (left.size > 0) await pause(BROKEN_OFF_MS);
  const expected = [...left.keys()].filter((id) => living.has(id)).length;
  return report(expected, expected - missing());
}

/** Of the servers: this process may be in the registry too. */
async function readBeats(): Promise<Map<string, number>> {
  const beats = await listBeats();
  beats.delete(nodeId());
  return beats;
}

function report(expected: number, confirmed: number): CutReport {
  return {
    connections: expected === 0 ? 0 : null,
    nodes: { expected, confirmed },
    confirmed: confirmed === expected,
  };
}
