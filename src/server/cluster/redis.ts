import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { noteLivingNodes } from "@/core/access/nodes";
import { readInstallationId } from "@/core/installation";
import { limitsPrefix } from "@/core/limits";
import { countPublishFailure } from "@/core/metrics";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { createKnownNodes, type KnownNodes } from "./known-nodes";
import { checkRedis } from "./redis-check";
import { openLine } from "./redis-line";
import { feelPulse, noteRedisAway, pulseChannel } from "./redis-pulse";
import { rememberSubscriptions } from "./redis-subscriptions";

/** The three connections to Redis: for publishing, for being subscribed, and for limits and health. */
export interface Bus {
  /** The prefix of all names of this installation in Redis. */
  name: string;
  /** The nodes whose messages are delivered. */
  knownNodes: KnownNodes;
  publisher: Redis;
  subscriber: Redis;
  commands: Redis;
  /** Redis answered and delivered this node's own message when last asked, and no connection was lost since. */
  isAnswering: boolean;
  /** The log says that Redis is away, and not yet that it is back. */
  isMissed: boolean;
  /** Subscribes again to everything. */
  subscribeAnew: () => Promise<void>;
  /** This process closes it itself. */
  isClosing: boolean;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    bus?: Bus;
  }
}

/** How long the start waits for Redis before it goes on without it. */
const START_LIMIT_MS = 3_000;
/** The name of the adapter's channels, inside our own channel. */
const ADAPTER = "adapter";

const lineOf = (name: string) => `${name}:line`;

/**
 * Connects to Redis when one is configured. A Redis that refuses what is needed stops the start. While Redis is away,
 * the start goes on and everything recovers when it is back: the subscriber waits and subscribes again, and the
 * publisher drops at once what it cannot send, since the sweep and `sync` make up for it.
 * @param onHealed called whenever Redis answers again and this node is subscribed
 * @throws SettingsError what Redis refuses
 */
export async function openBus(onHealed: () => void): Promise<Bus | undefined> {
  const { redisUrl } = env();
  if (!redisUrl) return undefined;
  const name = `gatehouse:${await readInstallationId()}`;
  await checkRedis(redisUrl, {
    channels: [pulseChannel(name), lineOf(name)],
    key: limitsPrefix(name, "start"),
  });
  const patient = {
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
  };
  const prompt = {
    ...patient,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  };
  const subscriber = new Redis(redisUrl, {
    ...patient,
    maxRetriesPerRequest: null,
    autoResubscribe: true,
    connectionName: "gatehouse-subscribe",
  });
  const bus: Bus = {
    name,
    knownNodes: createKnownNodes(),
    publisher: new Redis(redisUrl, {
      ...prompt,
      commandTimeout: 2_000,
      connectionName: "gatehouse-publish",
    }),
    subscriber,
    // Limits are read before every send: a Redis that hangs must not keep people waiting.
    commands: new Redis(redisUrl, {
      ...prompt,
      commandTimeout: 300,
      connectionName: "gatehouse-commands",
    }),
    isAnswering: false,
    isMissed: false,
    subscribeAnew: rememberSubscriptions(subscriber),
    isClosing: false,
  };
  for (const client of [bus.publisher, bus.subscriber, bus.commands]) watch(client, bus);
  neverReject(bus.publisher);
  processWide().bus = bus;
  processWide().isRedisAnswering = () => bus.isAnswering;
  processWide().limitsRedis = bus.commands;
  processWide().redisName = name;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, START_LIMIT_MS).unref();
    void feelPulse(bus, () => {
      resolve();
      onHealed();
    });
  });
  return bus;
}

export function createBusAdapter(bus: Bus) {
  const line = openLine(ADAPTER, { ...bus, channel: lineOf(bus.name) });
  return createAdapter(line.publisher, line.subscriber, { key: ADAPTER });
}

/** Stores the living nodes as the registry has just listed them. Messages of other nodes on Redis are ignored. */
export function learnNodes(living: string[]): void {
  const { bus } = processWide();
  if (bus) bus.knownNodes.learn(living);
  else noteLivingNodes(living);
}

/** Whether messages can go to and come from other nodes right now. */
export function isBusReady(): boolean {
  const { bus } = processWide();
  return bus?.isAnswering === true;
}

export function closeBus(bus: Bus): void {
  bus.isClosing = true;
  for (const client of [bus.publisher, bus.subscriber, bus.commands]) client.disconnect();
}

/** The adapter ignores what `publish` returns: a rejection there would end the process. */
function neverReject(publisher: Redis): void {
  const publish = publisher.publish.bind(publisher) as (...args: unknown[]) => Promise<number>;
  const safe = (...args: unknown[]) =>
    publish(...args).catch((error: unknown) => {
      countPublishFailure();
      logger().debug({ err: error }, "publish failed");
      return 0;
    });
  publisher.publish = safe;
}

function watch(client: Redis, bus: Bus): void {
  client.on("error", (error) => noteRedisAway(bus, error));
  client.on("close", () => {
    if (client !== bus.commands) bus.isAnswering = false;
    noteRedisAway(bus, new Error("a connection was closed"));
  });
}
