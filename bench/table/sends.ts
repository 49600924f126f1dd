import { buildManyChannels } from "../../tests/support/crowd";
import { CHANNELS } from "../support/pgbench";
import { percentile } from "../support/report";
import type { Comparison } from "../support/rounds";
import type { Setting } from "../support/setting";
import { findMadeChannels, inWorkspace } from "./targets";

const SECONDS = 3;

/** Sends per second: each of a hundred people in a channel of their own, and ten people in one channel. */
export async function compareSends(setting: Setting) {
  const world = await setting.openWorld();
  const { load, pgbench } = setting;
  const crowd = { people: 100, channels: CHANNELS };
  const members = await buildManyChannels(world, world.databaseUrl, crowd);
  // Everybody is in the first twenty channels. Posting in a public one joins it, which the first round does.
  const channelIds = await findMadeChannels(world);
  let open = 0;
  const onlyOpen = async (count: number) => {
    if (open === count) return;
    await load.do("close", {});
    ({ open } = await load.do("open", {
      targets: inWorkspace(world, members),
      count,
      atOnce: 20,
    }));
  };
  const send = async (senders: number, channels: number, underWay: number, perSecond?: number) => {
    const answer = await load.do("send", {
      channelIds: channelIds.slice(0, channels),
      ...{ senders, underWay, forMs: SECONDS * 1_000 },
      ...(perSecond && { perSecond }),
    });
    if (answer.refused > 0) throw new Error(`${answer.refused} sends were refused`);
    return answer;
  };
  await onlyOpen(100);
  await send(100, CHANNELS, 1);

  const many: Comparison = {
    work: "sends, 100 people in 100 channels",
    against: "pgbench, one statement, 10 connections",
    unit: "/s",
    goal: "ratio ≥ 0.35; p99 at half that rate ≤ 100 ms",
    baseline: () => pgbench.run(CHANNELS, SECONDS),
    async ours() {
      await onlyOpen(100);
      const full = await setting.watch(world, async () => {
        const { perSecond, times, packetsEach } = await send(100, CHANNELS, 1);
        const also = { "p99 ms": percentile(times, 0.99), "packets each": packetsEach };
        return { figure: perSecond, also };
      });
      const half = await send(100, CHANNELS, 1, full.figure / 2);
      const p99 = percentile(half.times, 0.99);
      return { ...full, also: { ...full.also, "p99 at half the rate ms": p99 } };
    },
  };
  const hot: Comparison = {
    work: "sends, 10 people with 10 under way each in one channel",
    against: "pgbench on one row, 10 connections",
    unit: "/s",
    goal: "ratio ≥ 1.2",
    baseline: () => pgbench.run(1, SECONDS),
    async ours() {
      await onlyOpen(10);
      return setting.watch(world, async () => {
        const { perSecond, times } = await send(10, 1, 10);
        return { figure: perSecond, also: { "p99 ms": percentile(times, 0.99) } };
      });
    },
  };
  return {
    comparisons: [many, hot],
    close: async () => {
      await load.do("close", {});
      await world.stop();
    },
  };
}
