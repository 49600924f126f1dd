import type { Socket } from "socket.io-client";
import { buildCrowd, type CrowdGuest } from "../tests/support/crowd";
import { startServer } from "../tests/support/server";
import { createDatabase, startPostgres } from "../tests/support/services/postgres";
import { startRedis } from "../tests/support/services/redis";
import { waitUntil } from "../tests/support/wait";
import { buildWorld, type World } from "../tests/support/world";
import { ms, percentile, type Row, report } from "./support/report";
import { closeTabs, openTab, openTabs } from "./support/tabs";

/** Cuts a hundred guests with five tabs each by one request, on one node and on two, among others who stay. */

const GUESTS = 100;
const TABS_EACH = 5;
const OTHERS = 100;
const ROUNDS = 5;
/** What the whole lot may take, from the request to the last tab that is closed. */
const LIMIT_MS = 1_000;

interface Times {
  receipt: number;
  answered: number;
  told: number;
  closed: number;
}

const rows: Row[] = [];
const postgres = await startPostgres();
const redis = await startRedis();
try {
  await onNodes(1);
  await onNodes(2);
} finally {
  await redis.stop();
  await postgres.stop();
}
report(
  "bulk-revocation",
  `${GUESTS} guests with ${TABS_EACH} tabs each, cut by one request, among ${OTHERS} connections of others`,
  rows,
);

async function onNodes(count: number): Promise<void> {
  const env = { DATABASE_URL: await createDatabase(postgres.url), REDIS_URL: redis.url };
  const world = await buildWorld({ env });
  const others = await Promise.all(Array.from({ length: count - 1 }, () => startServer({ env })));
  try {
    rows.push(
      await measure(
        world,
        env.DATABASE_URL,
        [world.server, ...others].map(({ url }) => url),
      ),
    );
  } finally {
    for (const server of others) await server.stop();
    await world.stop();
  }
}

async function measure(world: World, databaseUrl: string, urls: string[]): Promise<Row> {
  const crowd = await buildCrowd(world, databaseUrl, GUESTS);
  const { cookie } = await world.buildMember();
  const auth = { workspace: world.slug };
  const url = urls.at(-1) ?? "";
  const members = await openTabs({ url, auth, cookie }, OTHERS);
  const times: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await cutAll(world, await openAll(world, crowd, urls)));
    await bulk(world, { action: "restore", match: { all: true } });
  }
  closeTabs(members);
  const worst = (name: keyof Times) => Math.max(...times.map((one) => one[name]));
  const usual = (name: keyof Times) =>
    percentile(
      times.map((one) => one[name]),
      0.5,
    );
  return {
    nodes: urls.length,
    "receipt p50 ms": ms(usual("receipt")),
    "receipt longest ms": ms(worst("receipt")),
    "last told p50 ms": ms(usual("told")),
    "last closed p50 ms": ms(usual("closed")),
    "last closed longest ms": ms(worst("closed")),
    "answered p50 ms": ms(usual("answered")),
    "answered longest ms": ms(worst("answered")),
    [`within ${LIMIT_MS} ms`]: `${times.filter(({ closed, answered }) => Math.max(closed, answered) <= LIMIT_MS).length}/${ROUNDS}`,
  };
}

async function openAll(world: World, crowd: CrowdGuest[], urls: string[]): Promise<Socket[]> {
  const tabs: Socket[] = [];
  let ready = 0;
  for (const { cookie } of crowd) {
    for (let n = 0; n < TABS_EACH; n++) {
      const url = urls[n % urls.length] ?? "";
      const tab = openTab({ url, auth: { workspace: world.slug }, cookie });
      tab.once("ready", () => ready++);
      tabs.push(tab);
    }
    await waitUntil(() => ready > tabs.length - 50, 30_000);
  }
  await waitUntil(() => ready === tabs.length, 30_000);
  return tabs;
}

async function cutAll(world: World, tabs: Socket[]): Promise<Times> {
  const told: number[] = [];
  const closed: number[] = [];
  const since = () => performance.now() - begin;
  for (const tab of tabs) {
    tab.once("guest:locked", () => told.push(since()));
    tab.once("disconnect", () => closed.push(since()));
  }
  const begin = performance.now();
  const { receipt } = await bulk(world, { action: "revoke", match: { all: true } });
  const answered = since();
  if (!receipt.confirmed || receipt.connections !== tabs.length) {
    throw new Error(`not cut: ${JSON.stringify(receipt)}`);
  }
  await waitUntil(() => closed.length === tabs.length, 30_000);
  if (told.length !== tabs.length) throw new Error(`${told.length} of ${tabs.length} told`);
  return {
    receipt: receipt.elapsedMs,
    answered,
    told: Math.max(...told),
    closed: Math.max(...closed),
  };
}

async function bulk(world: World, wish: object) {
  const answer = await world.owner.post("/api/admin/guest/bulk", {
    workspace: world.slug,
    ...wish,
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
