import { setTimeout as pause } from "node:timers/promises";
import { buildManyChannels } from "../../tests/support/crowd";
import { readMetric } from "../../tests/support/metrics";
import { residentKb } from "../support/cpu";
import { type Load, startLoad } from "../support/load";
import type { Target } from "../support/load/raw-connection";
import { percentile } from "../support/report";
import type { Comparison, Measured } from "../support/rounds";
import type { Setting } from "../support/setting";
import { findMadeChannels, inWorkspace } from "./targets";

const PEOPLE = 30;
const DEAF = 20;
const CUT = "gatehouse_unread_connections_cut_total";
const SEND_MS = 4_000;
/** More than the system's buffers hold: 2.7 MB a second, in the longest messages, of letters of three bytes. */
const BUSY = { perSecond: 90, body: "一".repeat(10_000), forMs: 8_000 };

/** What somebody who is broken, or hostile, costs the server and the others. With all limits, as operators run it. */
export async function compareBounds(setting: Setting) {
  const { load } = setting;
  const world = await setting.openWorld({ RATE_LIMITS: "on" });
  const offender = await startLoad();
  const crowd = { people: PEOPLE + DEAF + 2, channels: 2 };
  const targets = inWorkspace(world, await buildManyChannels(world, world.databaseUrl, crowd));
  const [busy = "", calm = ""] = await findMadeChannels(world);
  const deaf = targets.slice(PEOPLE, PEOPLE + DEAF);
  const [flooder, hoarder] = targets.slice(-2);
  if (!flooder || !hoarder) throw new Error("too few people");
  await load.do("open", { targets, count: PEOPLE, atOnce: 5 });

  /** What others notice: how long their messages take. */
  const sendAsPeople = async (): Promise<Measured> => {
    const order = { channelIds: [calm], senders: PEOPLE, underWay: 1, forMs: SEND_MS };
    const { times, refused } = await load.do("send", { ...order, perSecond: 40 });
    if (refused > 0) throw new Error(`${refused} sends of the others were refused`);
    return { figure: percentile(times, 0.99), times, also: { "p50 ms": percentile(times, 0.5) } };
  };
  const fillChannel = () => {
    const order = { channelIds: [busy], senders: PEOPLE, underWay: 1, ...BUSY };
    return growthWhile(world.server.pid, () => load.do("send", order));
  };
  const unread: Comparison = {
    work: `memory for ${DEAF} connections that do not read, in a channel of 2.7 MB a second`,
    against: "the same, reading",
    unit: "MB",
    goal: "≤ 1 MiB more for each",
    rounds: 1,
    baseline: () =>
      withOpen(offender, { targets: deaf, count: DEAF }, async () => (await fillChannel()).grewMB),
    ours: () =>
      withOpen(offender, { targets: deaf, count: DEAF }, async () => {
        await offender.do("deafen", {});
        return setting.watch(world, async () => {
          const before = await readMetric(world.server.url, CUT);
          const { grewMB: figure } = await fillChannel();
          // A client that does not read does not notice either.
          const cut = (await readMetric(world.server.url, CUT)) - before;
          return { figure, also: { "of them cut": cut } };
        });
      }),
  };
  const flood: Comparison = {
    work: "others' sends while somebody floods with events: p99",
    against: "no flood",
    unit: "ms",
    goal: "ratio ≤ 1.2",
    baseline: sendAsPeople,
    ours: () =>
      setting.watch(world, async () => {
        const order = { target: flooder, channelId: calm, forMs: SEND_MS };
        const flooding = offender.do("flood", order);
        const { found, grewMB } = await growthWhile(world.server.pid, sendAsPeople);
        const { sent, connections } = await flooding;
        const also = { ...found.also, events: sent, connections, "memory MB": grewMB };
        return { ...found, also };
      }),
  };
  const hoard: Comparison = {
    work: "others' sends while one person opens connections without end: p99",
    against: "nobody does",
    unit: "ms",
    goal: "ratio ≤ 1.2; 50 open",
    baseline: sendAsPeople,
    // What was let in stays open, so that later rounds are about the bound of a person, and not about a rate.
    ours: () =>
      setting.watch(world, async () => {
        const order = { targets: [hoarder], forMs: SEND_MS, atOnce: 20 };
        const storming = offender.do("storm", order);
        const { found, grewMB } = await growthWhile(world.server.pid, sendAsPeople);
        const { tried, open } = await storming;
        return { ...found, also: { ...found.also, tried, open, "memory MB": grewMB } };
      }),
  };
  return {
    comparisons: [unread, flood, hoard],
    close: async () => {
      await offender.stop();
      await load.do("close", {});
      await world.stop();
    },
  };
}

async function withOpen<T>(
  load: Load,
  connections: { targets: Target[]; count: number },
  work: () => Promise<T>,
): Promise<T> {
  await load.do("open", { ...connections, atOnce: 5 });
  try {
    return await work();
  } finally {
    await load.do("close", {});
  }
}

/** @returns what some work found, and by how many MB the memory of a process grew at most meanwhile */
async function growthWhile<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ found: T; grewMB: number }> {
  const before = await residentKb(pid);
  let most = before;
  let isOver = false;
  const done = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    most = Math.max(most, await residentKb(pid));
    await pause(100);
  }
  return { found: await done, grewMB: (most - before) / 1_000 };
}
