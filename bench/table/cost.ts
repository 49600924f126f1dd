import type { CrowdMember } from "../../tests/support/crowd";
import type { TestServer } from "../../tests/support/server";
import { measureCpu } from "../support/cpu";
import { percentile } from "../support/report";
import type { Comparison, Measured } from "../support/rounds";
import type { Setting } from "../support/setting";
import { pick } from "../support/load/pick";
import type { Target } from "../support/load/raw-connection";

/**
 * What an operation costs: the time of the cores that it uses, of all servers and of the database. Unlike the time that
 * it takes, that hardly depends on what else the machine does.
 */

/** Where something is done, and by whom. */
export interface Place {
  slug: string;
  /** All servers of the installation. */
  nodes: Pick<TestServer, "url" | "pid">[];
  channelId: string;
  /** Who is connected. The first of them also reads. */
  people: CrowdMember[];
}

export type Operation = keyof typeof operations;

const SEND = { perSecond: 50, forMs: 3_000 };
const TIMES = 12;

const operations = {
  "a send": sendAll,
  "the channel list": readList,
  "the latest messages": readMessages,
  "the page": readPage,
};

/** The cost of operations in a place, beside their cost in the smallest. */
export function compareCosts(
  setting: Setting,
  names: Operation[],
  [size, place]: [string, Place],
  [smallest, small]: [string, Place],
): Comparison[] {
  return names.map((name) => ({
    work: `cost of ${name}: ${size}`,
    against: smallest,
    unit: "ms of CPU",
    goal: "shown",
    baseline: async () => (await measureCost(setting, small, name)).figure,
    ours: () => measureCost(setting, place, name),
  }));
}

async function measureCost(setting: Setting, place: Place, name: Operation): Promise<Measured> {
  const { load, databasePids } = setting;
  const servers = () => place.nodes.map(({ pid }) => pid);
  const targets = spreadOut(place);
  await load.do("open", { targets, count: targets.length, atOnce: 10 });
  try {
    const work = () => operations[name](setting, place);
    // Once for what is made at the first time, such as a plan or a cache.
    await work();
    const { cpu, result: times } = await measureCpu(
      { server: servers, database: databasePids },
      work,
    );
    const each = (seconds: number) => (seconds * 1_000) / times.length;
    const also = { "database ms": each(cpu.database), "p50 ms": percentile(times, 0.5) };
    return { figure: each(cpu.server + cpu.database), also };
  } finally {
    await load.do("close", {});
  }
}

/** Everybody connects to the next of the servers. */
function spreadOut({ nodes, people, slug }: Place): Target[] {
  return people.map(({ cookie }, n) => {
    const { url } = pick(nodes, n);
    return { url, cookie, auth: { workspace: slug } };
  });
}

async function sendAll({ load }: Setting, { channelId, people }: Place): Promise<number[]> {
  const order = { channelIds: [channelId], senders: people.length, underWay: 1, ...SEND };
  return (await load.do("send", order)).times;
}

function readList(_: Setting, place: Place): Promise<number[]> {
  return readAgain(place, `/api/workspaces/${place.slug}/channels`);
}

function readMessages(_: Setting, place: Place): Promise<number[]> {
  return readAgain(place, `/api/channels/${place.channelId}/messages?limit=50`);
}

function readPage(_: Setting, place: Place): Promise<number[]> {
  return readAgain(place, `/w/${place.slug}/c/${place.channelId}`);
}

async function readAgain({ nodes: [node], people: [reader] }: Place, path: string) {
  if (!node || !reader) throw new Error("nobody who reads");
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const begun = performance.now();
    const answer = await fetch(node.url + path, { headers: { cookie: reader.cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    times.push(performance.now() - begun);
  }
  return times;
}
