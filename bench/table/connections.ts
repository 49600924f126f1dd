import { buildManyChannels } from "../../tests/support/crowd";
import type { Load } from "../support/load";
import type { Target } from "../support/load/raw-connection";
import { percentile } from "../support/report";
import type { Comparison } from "../support/rounds";
import type { Setting } from "../support/setting";
import { findMadeChannels, inWorkspace } from "./targets";

const SHAKE_MS = 3_000;
const DELIVER_MS = 3_000;
const DELAY_MS = 5_000;
/** The baseline has one room. This is as long as an id of ours, so that its events have the same bytes. */
const EVERYBODY = "01a21f9c-e20f-7497-9965-000000000000";

/** What connections cost: to make, and to tell. */
export async function compareConnections(setting: Setting) {
  const { bare, bareLoad, load } = setting;
  const world = await setting.openWorld();
  const crowd = { people: 200, channels: 1 };
  const members = await buildManyChannels(world, world.databaseUrl, crowd);
  const ours = receivers(load, inWorkspace(world, members));
  const theirs = receivers(bareLoad, [{ url: bare.url, auth: {} }]);
  const [channelId = ""] = await findMadeChannels(world);

  const handshakes: Comparison = {
    work: "handshakes until ready, 20 at a time",
    against: "Socket.IO without authentication",
    unit: "/s",
    goal: "ratio ≥ 0.4",
    baseline: () => theirs.shake(),
    ours: () => setting.watch(world, async () => ({ figure: await ours.shake() })),
  };
  const deliveries: Comparison = {
    work: "deliveries to a channel of 1,000, 20 sends under way, persisted",
    against: "Socket.IO, the same bytes, not persisted",
    unit: "/s",
    goal: "ratio ≥ 0.85",
    baseline: async () => {
      await theirs.onlyOpen(1_001);
      const { perSecond, bytesEach } = await theirs.deliver(EVERYBODY);
      return { figure: perSecond, also: { "bytes each": bytesEach } };
    },
    async ours() {
      await ours.onlyOpen(1_001);
      return setting.watch(world, async () => {
        const { perSecond, bytesEach } = await ours.deliver(channelId);
        return { figure: perSecond, also: { "bytes each": bytesEach } };
      });
    },
  };
  const delays: Comparison = {
    work: "send to deliver, 100 people, 20 messages a second, persisted: p50",
    against: "Socket.IO, not persisted",
    unit: "ms",
    goal: "p50 ≤ 2.5 ms, p99 ≤ 6 ms",
    baseline: async () => {
      await theirs.onlyOpen(101);
      const times = await theirs.delay(EVERYBODY);
      return { figure: percentile(times, 0.5), times };
    },
    async ours() {
      await ours.onlyOpen(101);
      return setting.watch(world, async () => {
        const times = await ours.delay(channelId);
        return { figure: percentile(times, 0.5), times };
      });
    },
  };
  return {
    comparisons: [handshakes, deliveries, delays],
    close: async () => {
      await ours.onlyOpen(0);
      await theirs.onlyOpen(0);
      await world.stop();
    },
  };
}

/** The connections that a load process makes to one of the two servers. */
function receivers(load: Load, targets: Target[]) {
  let open = 0;
  return {
    shake: async () =>
      (await load.do("handshakes", { targets, forMs: SHAKE_MS, atOnce: 20 })).perSecond,
    deliver: (channelId: string) =>
      load.do("deliver", { channelId, underWay: 20, forMs: DELIVER_MS }),
    delay: async (channelId: string) =>
      (await load.do("delay", { channelId, perSecond: 20, forMs: DELAY_MS })).times,
    async onlyOpen(count: number) {
      if (count === open) return;
      await load.do("close", {});
      ({ open } = await load.do("open", { targets, count, atOnce: 20 }));
    },
  };
}
