import { setTimeout as pause } from "node:timers/promises";
import { buildManyChannels } from "../../tests/support/crowd";
import type { World } from "../../tests/support/world";
import { startChildServer } from "../support/child-server";
import { residentKb } from "../support/cpu";
import { type Load, startLoad } from "../support/load";
import type { Target } from "../support/load/raw-connection";
import { percentile } from "../support/report";
import type { Comparison, Measured } from "../support/rounds";
import type { Setting } from "../support/setting";
import { closeTabs, openTabs } from "../support/tabs";
import { untilQuiet } from "./quiet";
import { inWorkspace } from "./targets";

const [FEW, IDLE, MANY] = [1_000, 5_000, 9_000];
/** How often a guest is cut in a round. */
const [CUTS_AMONG_FEW, CUTS_AMONG_MANY] = [5, 10];
/** How long the memory of idle connections is given to settle. */
const SETTLE_MS = 3_000;

/**
 * What very many connections cost that do nothing: memory, and what a revocation among them takes. One server has few,
 * another many, which are opened once for all rounds.
 */
export async function compareIdle(setting: Setting) {
  const { load } = setting;
  const fewLoad = await startLoad();
  const [few, many] = [await openCrowd(setting), await openCrowd(setting)];
  const surround = async (one: Crowd, by: Load, count: number) => {
    const wanted = scale(setting, count);
    const { open } = await by.do("count", {});
    if (open < wanted) await openIdle(by, one.targets, wanted - open);
  };
  const limit = (cuts: number) => (setting.isTrial ? 2 : cuts);
  const cut = (tabs: number): Comparison => ({
    work: `revoke, ${tabs} tabs among ${MANY} other connections, the answer`,
    against: `among ${FEW}`,
    unit: "ms",
    goal: "ratio ≤ 1.5, all ≤ 50 ms",
    async baseline() {
      await surround(few, fewLoad, FEW);
      return cutAgainAndAgain(few.world, tabs, limit(CUTS_AMONG_FEW));
    },
    async ours() {
      await surround(many, load, MANY);
      return setting.watch(many.world, () =>
        cutAgainAndAgain(many.world, tabs, limit(CUTS_AMONG_MANY)),
      );
    },
  });
  return {
    comparisons: [compareMemory(setting, many), cut(10), cut(50)],
    close: async () => {
      await load.do("close", {});
      await fewLoad.stop();
      await Promise.all([few.world.stop(), many.world.stop()]);
    },
  };
}

interface Crowd {
  world: World;
  targets: Target[];
}

async function openCrowd({ openWorld }: Setting): Promise<Crowd> {
  const world = await openWorld();
  const crowd = { people: 200, channels: 1 };
  const members = await buildManyChannels(world, world.databaseUrl, crowd);
  return { world, targets: inWorkspace(world, members) };
}

const scale = ({ isTrial }: Setting, count: number) => (isTrial ? count / 20 : count);

const openIdle = (load: Load, targets: Target[], count: number) =>
  load.do("open", { targets, count, atOnce: 20 });

/** What a connection keeps in memory while nothing happens. One round: a server does not give memory back. */
function compareMemory(setting: Setting, { world, targets }: Crowd): Comparison {
  const { load, bareLoad } = setting;
  const count = scale(setting, IDLE);
  return {
    work: "memory of an idle connection, at 5,000",
    against: "Socket.IO without authentication",
    unit: "kB",
    goal: "ratio ≤ 1.3",
    rounds: 1,
    async baseline() {
      const bare = await startChildServer("./bare-server.ts");
      const each = await memoryEach(bareLoad, bare.pid, [{ url: bare.url, auth: {} }], count);
      await bareLoad.do("close", {});
      await bare.stop();
      return each;
    },
    ours: async () => ({ figure: await memoryEach(load, world.server.pid, targets, count) }),
  };
}

/** Leaves the connections open. @returns kB for each, of the memory that the process holds */
async function memoryEach(
  load: Load,
  pid: number,
  targets: Target[],
  count: number,
): Promise<number> {
  // What the first connections load is no memory of theirs.
  await openIdle(load, targets, 200);
  await pause(SETTLE_MS);
  await load.do("close", {});
  const before = await residentKb(pid);
  await openIdle(load, targets, count);
  await pause(SETTLE_MS);
  return ((await residentKb(pid)) - before) / count;
}

/** Cuts one guest with so many tabs, and restores them, again and again. */
async function cutAgainAndAgain(world: World, count: number, wanted: number): Promise<Measured> {
  const guest = await world.buildGuest();
  const target = { url: world.server.url, auth: { workspace: world.slug }, cookie: guest.cookie };
  const times: number[] = [];
  for (let n = 0; n < wanted; n++) {
    const tabs = await openTabs(target, count);
    // That a guest has come is told to everybody, and is no part of a cut.
    await untilQuiet(world.server.url);
    const begun = performance.now();
    const { receipt } = await world.lock(guest.guest.id);
    times.push(performance.now() - begun);
    if (!receipt.confirmed || receipt.connections !== count) {
      throw new Error(`not cut: ${JSON.stringify(receipt)}`);
    }
    closeTabs(tabs);
    await world.unlock(guest.guest.id);
  }
  return { figure: percentile(times, 0.5), times };
}
