import type { Socket } from "socket.io-client";
import { onPostgres } from "./support/databases";
import { ms, percentile, type Row, report } from "./support/report";
import { closeTabs, openTabs } from "./support/tabs";

const RECEIVERS = 500;
const MESSAGES = 40;

const rows: Row[] = [];

await onPostgres(async (world) => {
  // All tabs belong to one member: the cost of a broadcast does not depend on whose they are.
  const { cookie } = await world.buildMember();
  const target = { url: world.server.url, auth: { workspace: world.slug }, cookie };
  const tabs = await openTabs(target, RECEIVERS);
  const sender = await world.owner.enter(world.slug, { transports: ["websocket"] });
  const toLast: number[] = [];
  const begin = performance.now();
  for (let n = 0; n < MESSAGES; n++) {
    const sent = performance.now();
    const arrived = everyTabReceives(tabs);
    await sender.send(world.general.id, `Message ${n}, of a usual length for a chat.`);
    await arrived;
    toLast.push(performance.now() - sent);
  }
  const seconds = (performance.now() - begin) / 1000;
  rows.push({
    "": `1 sender, ${RECEIVERS} receivers`,
    "p50 ms to the last": ms(percentile(toLast, 0.5)),
    "p95 ms to the last": ms(percentile(toLast, 0.95)),
    "deliveries/s": Math.round((RECEIVERS * MESSAGES) / seconds),
  });
  closeTabs(tabs);
});

report(
  "fan-out",
  `Fan-out: ${MESSAGES} messages, each sent when the one before has reached everybody`,
  rows,
);

async function everyTabReceives(tabs: Socket[]): Promise<void> {
  await Promise.all(
    tabs.map((tab) => new Promise<void>((done) => tab.once("message:created", () => done()))),
  );
}
