import { setTimeout as pause } from "node:timers/promises";
import { listBeats, nodeId } from "@/core/access/nodes";
import type { Cut, CutReport, Realtime } from "@/core/realtime";
import { tellAccess } from "@/core/tell-access";
import { env } from "@/lib/env";

/**
 * The realtime port of a process that has no connections and cannot ask the servers: it knows them only from the
 * registry. It notifies no open page; a page reads its data again when it is loaded.
 */
export function createSweptRealtime(): Realtime {
  return {
    publish: () => undefined,
    widen: async () => undefined,
    tell: tellAccess,
    rehearse: async () => new Map(),
    countConnections: async () => new Map(),
    cut: async (cuts) => (cutsGuests(cuts) ? untilSwept() : notAsked()),
  };
}

/**
 * The realtime port of a process that joins the servers for a moment and serves nobody. It asks them, and if one does
 * not answer, it waits for their sweeps. It does not count itself.
 */
export function withSweeps(joined: Realtime): Realtime {
  return {
    ...joined,
    cut: async (cuts) => {
      const asked = await joined.cut(cuts);
      return asked.confirmed || !cutsGuests(cuts) ? withoutSelf(asked) : untilSwept();
    },
  };
}

const cutsGuests = (cuts: Cut[]) => cuts.some((one) => "guestId" in one);

function withoutSelf({ nodes, ...asked }: CutReport): CutReport {
  return { ...asked, nodes: { expected: nodes.expected - 1, confirmed: nodes.confirmed - 1 } };
}

async function notAsked(): Promise<CutReport> {
  return report((await readBeats()).size, 0);
}

/**
 * With each heartbeat a node checks its guests in the same statement. After a loss, the first heartbeat may belong to a
 * statement that began before it. The second statement saw the loss. When the third heartbeat is there, what the second
 * found has been cut.
 */
const BEATS = 3;
const ASKED_EVERY_MS = 50;
/** How long cut answers under way may take before they are broken off. */
const BROKEN_OFF_MS = 300;
/** How long to wait beyond the lease. After the lease a silent node serves no guest and does not count any more. */
const SPARE_MS = 3_000;

/** Waits until every living node has swept since this call, or is no longer living. */
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

/** The last heartbeats of the servers. This process may be in the registry too, and is left out. */
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
