import { buildCrowd } from "../tests/support/crowd";
import { everyEvent, everything, startFlood } from "../tests/support/flood";
import type { Person } from "../tests/support/person";
import { waitUntil } from "../tests/support/wait";
import type { World } from "../tests/support/world";
import { onPostgres } from "./support/databases";
import { ms, percentile, type Row, report } from "./support/report";

/** Compares a revocation while guests send as many requests as they can with one on an idle server. */

const ROUNDS = 15;
const CROWD = 100;

const rows: Row[] = [];

await onPostgres(async (world, databaseUrl) => {
  const member = await world.buildMember();
  const crowd = await buildCrowd(world, databaseUrl, CROWD);
  const ids = crowd.map(({ id }) => id);
  const cookies = crowd.map(({ cookie }) => cookie);
  await measure(world, member, ids, "quiet");
  await measureFlood(world, member, ids, "one guest, 550 connections", cookies.slice(0, 1), 550);
  await measureFlood(world, member, ids, "a hundred guests, 6 connections each", cookies, 6);
});

report(
  "revocation-flood",
  "Revocation under a flood of one guest and of a hundred, without rate limits",
  rows,
);

async function measureFlood(
  world: World,
  member: Person,
  guestIds: string[],
  name: string,
  cookies: string[],
  connections: number,
): Promise<void> {
  const { server, general, slug } = world;
  const flood = await startFlood({
    base: server.url,
    cookies,
    requests: everything(general.id),
    connections,
    realtime: { slug, packets: everyEvent(general.id), atOnce: 20 },
  });
  const answered = async () =>
    Object.values(await flood.count()).reduce((sum, one) => sum + one, 0) > 500;
  await waitUntil(answered, 60_000);
  await measure(world, member, guestIds, name);
  await flood.stop();
}

/** Cuts one of the flooding guests again and again, and sends a message as a member in between. */
async function measure(
  world: World,
  member: Person,
  [guestId = ""]: string[],
  name: string,
): Promise<void> {
  const cuts: number[] = [];
  const sends: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    cuts.push(
      await time(async () => {
        const { receipt } = await world.lock(guestId);
        if (!receipt.confirmed) throw new Error(`not confirmed: ${JSON.stringify(receipt)}`);
      }),
    );
    await world.unlock(guestId);
    const path = `/api/channels/${world.general.id}/messages`;
    sends.push(await time(() => member.post(path, { body: "through" })));
  }
  rows.push({
    "": name,
    "cut p50 ms": ms(percentile(cuts, 0.5)),
    "cut longest ms": ms(Math.max(...cuts)),
    "a member's send p50 ms": ms(percentile(sends, 0.5)),
    "send longest ms": ms(Math.max(...sends)),
  });
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
