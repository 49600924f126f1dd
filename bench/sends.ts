import type { Connection } from "../tests/support/person";
import type { World } from "../tests/support/world";
import { onEachDatabase } from "./support/databases";
import { ms, percentile, type Row, report } from "./support/report";

const SENDERS = 10;
const WARM_UP = 10;
const EACH = 100;

const rows: Row[] = [];

await onEachDatabase(async (world, database) => {
  const members = await Promise.all(Array.from({ length: SENDERS }, () => world.buildMember()));
  const tabs = await Promise.all(
    members.map((member) => member.enter(world.slug, { transports: ["websocket"] })),
  );
  const one = await joinAll(world, members, 1);
  const many = await joinAll(world, members, SENDERS);
  await sendAll(tabs, one, WARM_UP);
  await measure(`${database}, all in one channel`, tabs, one);
  await measure(`${database}, a channel each`, tabs, many);
  for (const tab of tabs) tab.close();
});

report(
  "sends",
  `Sending: ${SENDERS} members send ${EACH} messages each, one after the other`,
  rows,
);

/** Makes public channels that all members join. */
async function joinAll(world: World, members: { post: World["owner"]["post"] }[], count: number) {
  const channels = await Promise.all(Array.from({ length: count }, () => world.buildChannel()));
  for (const { id } of channels) {
    await Promise.all(members.map((member) => member.post(`/api/channels/${id}/join`)));
  }
  return channels.map((channel) => channel.id);
}

async function measure(name: string, tabs: Connection[], channelIds: string[]): Promise<void> {
  const begin = performance.now();
  const times = await sendAll(tabs, channelIds, EACH);
  const seconds = (performance.now() - begin) / 1000;
  rows.push({
    "": name,
    "sends/s": Math.round(times.length / seconds),
    "p50 ms": ms(percentile(times, 0.5)),
    "p95 ms": ms(percentile(times, 0.95)),
    failures: tabs.length * EACH - times.length,
  });
}

/**
 * Sends from every tab at the same time. Each tab waits for the acknowledgement before it sends its next message.
 * @returns how long each message took, in milliseconds
 */
async function sendAll(tabs: Connection[], channelIds: string[], each: number): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    tabs.map(async (tab, i) => {
      const channelId = channelIds[i % channelIds.length] ?? "";
      for (let n = 0; n < each; n++) {
        const sent = performance.now();
        await tab.send(channelId, `Message ${n} of sender ${i}, of a usual length for a chat.`);
        times.push(performance.now() - sent);
      }
    }),
  );
  return times;
}
