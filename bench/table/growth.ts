import { buildManyChannels } from "../../tests/support/crowd";
import { startServer } from "../../tests/support/server";
import { startRedis } from "../../tests/support/services/redis";
import type { World } from "../../tests/support/world";
import { joinAll, type Large } from "../support/large";
import { pin, SERVER_CORE } from "../support/pin";
import type { Setting } from "../support/setting";
import { compareCosts, type Place } from "./cost";
import { findMadeChannels } from "./targets";

/** How cost grows: with nodes, people, channels; `compareHistory` with messages. */

const CONNECTED = 10;
const NODES = 3;
const SMALL = { people: 100, channels: 200 };

export async function compareGrowth(setting: Setting) {
  const undo: (() => Promise<unknown>)[] = [];
  const open = async (size: typeof SMALL) => {
    const world = await setting.openWorld();
    undo.push(() => world.stop());
    return openPlace(world, size);
  };
  const small = await open(SMALL);
  const smallest: [string, Place] = ["100 people, 200 channels", small];
  const sizes: [string, Place][] = [
    ["1,000 people", await open({ ...SMALL, people: 1_000 })],
    ["5,000 people", await open({ ...SMALL, people: 5_000 })],
    ["2,000 channels", await open({ ...SMALL, channels: 2_000 })],
  ];
  const cluster = await openCluster(setting, undo);
  const upTo = (count: number): Place => ({ ...cluster, nodes: cluster.nodes.slice(0, count) });
  return {
    comparisons: [
      ...sizes.flatMap((size) =>
        compareCosts(setting, ["a send", "the channel list", "the page"], size, smallest),
      ),
      ...[2, NODES].flatMap((count) =>
        compareCosts(setting, ["a send"], [`${count} nodes`, upTo(count)], ["one node", upTo(1)]),
      ),
    ],
    close: async () => {
      for (const step of undo.reverse()) await step();
    },
  };
}

/** Ten of the people, who are connected. The first has joined all channels, and the others twenty. */
async function openPlace(world: World, size: typeof SMALL): Promise<Place> {
  const members = await buildManyChannels(world, world.databaseUrl, size);
  const channelIds = await findMadeChannels(world);
  await joinAll(world, members[0], channelIds);
  return {
    slug: world.slug,
    nodes: [world.server],
    channelId: channelIds[0] ?? "",
    people: members.slice(0, CONNECTED),
  };
}

/** All nodes run all the time. On which of them people are connected differs. */
async function openCluster(setting: Setting, undo: (() => Promise<unknown>)[]): Promise<Place> {
  const redis = await startRedis();
  undo.push(() => redis.stop());
  const world = await setting.openWorld({ REDIS_URL: redis.url });
  undo.push(() => world.stop());
  const place = await openPlace(world, SMALL);
  for (let n = 1; n < NODES; n++) {
    const env = { DATABASE_URL: world.databaseUrl, REDIS_URL: redis.url };
    const server = await startServer({ env });
    undo.push(() => server.stop());
    await pin(server.pid, SERVER_CORE);
    place.nodes.push(server);
  }
  return place;
}

/** In a channel with a long history, beside one with a short one. */
export function compareHistory(setting: Setting, { slug, server }: World, large: Large) {
  const place = (channelId = ""): Place => ({
    ...{ slug, channelId, nodes: [server] },
    people: large.members.slice(0, CONNECTED),
  });
  return compareCosts(
    setting,
    ["a send", "the latest messages", "the page"],
    ["1,000,000 messages in the channel", place(large.channelIds[0])],
    ["10,000 messages", place(large.channelIds[1])],
  );
}
