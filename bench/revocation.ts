import type { Socket } from "socket.io-client";
import { waitUntil } from "../tests/support/wait";
import type { World } from "../tests/support/world";
import { onPostgres } from "./support/databases";
import { startPlainServer } from "./support/plain";
import { ms, type Row, report } from "./support/report";
import { closeTabs, type Target, openTabs } from "./support/tabs";

const OTHERS = 300;
const GUEST_TABS = [10, 100];

const rows: Row[] = [];

await onPostgres(async (world) => {
  const { cookie } = await world.buildMember();
  const target = { url: world.server.url, auth: { workspace: world.slug }, cookie };
  const others = await openTabs(target, OTHERS);
  for (const count of GUEST_TABS) await measureOurs(world, count);
  closeTabs(others);
});

const plain = await startPlainServer();
const others = await openTabs({ url: plain.url, auth: { guest: "" } }, OTHERS);
for (const count of GUEST_TABS) await measurePlain(plain.url, count);
closeTabs(others);
await plain.stop();

report("revocation", `Revocation: a guest among ${OTHERS} connections of others`, rows);

async function measureOurs(world: World, count: number): Promise<void> {
  const guest = await world.buildGuest();
  const target: Target = {
    url: world.server.url,
    auth: { workspace: world.slug },
    cookie: guest.cookie,
  };
  const cut = await timeCut(`Gatehouse, ${count} connections`, target, count, async () => {
    const { receipt } = await world.lock(guest.guest.id);
    if (!receipt.confirmed || receipt.connections !== count) {
      throw new Error(`not cut: ${JSON.stringify(receipt)}`);
    }
  });
  rows.push(cut);
}

async function measurePlain(url: string, count: number): Promise<void> {
  const guest = `guest-${count}`;
  const target: Target = { url, auth: { guest } };
  const cut = await timeCut(`fetchSockets and sleep, ${count} connections`, target, count, () =>
    fetch(`${url}/?guest=${guest}`, { method: "POST" }),
  );
  rows.push(cut);
}

/** Measures the time until the answer, until the last tab has received `guest:locked`, and until the last is closed. */
async function timeCut(name: string, target: Target, count: number, cut: () => Promise<unknown>) {
  const tabs = await openTabs(target, count);
  const told: number[] = [];
  const closed: number[] = [];
  const since = () => performance.now() - begin;
  for (const tab of tabs)
    watch(tab, { told: () => told.push(since()), closed: () => closed.push(since()) });
  const begin = performance.now();
  await cut();
  const answered = since();
  await waitUntil(() => closed.length === count, 30_000);
  return {
    "": name,
    "answered ms": ms(answered),
    "last told ms": ms(Math.max(...told)),
    "last closed ms": ms(Math.max(...closed)),
    told: `${told.length}/${count}`,
  };
}

function watch(tab: Socket, seen: { told: () => void; closed: () => void }): void {
  tab.once("guest:locked", seen.told);
  tab.once("disconnect", seen.closed);
}
