import type { Socket } from "socket.io-client";
import { waitUntil } from "../tests/support/wait";
import { onEachDatabase } from "./support/databases";
import { startPlainServer } from "./support/plain";
import { ms, percentile, type Row, report } from "./support/report";
import { closeTabs, type Target, openTab } from "./support/tabs";

const CONNECTIONS = 300;

const rows: Row[] = [];

await onEachDatabase(async (world, database) => {
  const { cookie } = await world.buildMember();
  const target = { url: world.server.url, auth: { workspace: world.slug }, cookie };
  await measure(`Gatehouse, ${database}`, target);
});

const plain = await startPlainServer();
await measure("no authentication, no access check", { url: plain.url, auth: {} });
await plain.stop();

report("storm", `Connect storm: ${CONNECTIONS} connections at once, until each is ready`, rows);

async function measure(name: string, target: Target): Promise<void> {
  await storm(target, 20);
  const { times, failures } = await storm(target, CONNECTIONS);
  rows.push({
    "": name,
    "p50 ms": ms(percentile(times, 0.5)),
    "p95 ms": ms(percentile(times, 0.95)),
    "all ready ms": ms(Math.max(...times)),
    failures,
  });
}

async function storm(
  target: Target,
  count: number,
): Promise<{ times: number[]; failures: number }> {
  const times: number[] = [];
  let failures = 0;
  const begin = performance.now();
  const tabs: Socket[] = Array.from({ length: count }, () => {
    const tab = openTab(target);
    tab.once("ready", () => times.push(performance.now() - begin));
    tab.once("connect_error", () => failures++);
    return tab;
  });
  await waitUntil(() => times.length + failures === count, 60_000);
  closeTabs(tabs);
  return { times, failures };
}
