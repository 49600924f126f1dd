import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { countPublishFailure } from "@/core/metrics";

/** The three connections to Redis: for publishing, for being subscribed, and for limits and health. */
export interface Bus {
  publisher: Redis;
  subscriber: Redis;
  commands: Redis;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    bus?: Bus;
  }
}

/** How long the start waits for Redis before it serves without. */
const START_LIMIT_MS = 3_000;

/**
 * Connects to Redis when one is configured. The start goes on while Redis is away, and everything heals by
 * itself when it comes: the subscriber waits and subscribes anew, the publisher drops at once what it cannot
 * send, for the sweep and `sync` make up for it.
 */
export async function openBus(onHealed: () => void): Promise<Bus | undefined> {
  const { redisUrl } = env();
  if (!redisUrl) return undefined;
  const patient = {
    retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
  };
  const prompt = {
    ...patient,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
  };
  const bus: Bus = {
    publisher: new Redis(redisUrl, { ...prompt, connectionName: "gatehouse-publish" }),
    subscriber: new Redis(redisUrl, {
      ...patient,
      maxRetriesPerRequest: null,
      autoResubscribe: true,
      connectionName: "gatehouse-subscribe",
    }),
    commands: new Redis(redisUrl, { ...prompt, connectionName: "gatehouse-commands" }),
  };
  for (const [name, client] of Object.entries(bus)) watch(name, client);
  neverReject(bus.publisher);
  bus.subscriber.on("ready", onHealed);
  processWide().bus = bus;
  processWide().limitsRedis = bus.commands;
  await Promise.race([
    allReady(bus),
    new Promise((done) => setTimeout(done, START_LIMIT_MS).unref()),
  ]);
  return bus;
}

export function createBusAdapter(bus: Bus) {
  return createAdapter(bus.publisher, bus.subscriber, { key: "gatehouse" });
}

/** Whether messages can go to and come from other nodes right now. */
export function isBusReady(): boolean {
  const { bus } = processWide();
  return bus !== undefined && bus.publisher.status === "ready" && bus.subscriber.status === "ready";
}

export function closeBus(bus: Bus): void {
  for (const client of Object.values(bus) as Redis[]) client.disconnect();
}

/** The adapter does not look at what `publish` returns: a rejection there would end the process. */
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

/** One line when the connection goes, one when it is back: never one per attempt. */
function watch(name: string, client: Redis): void {
  let away = false;
  client.on("error", (error) => {
    if (!away) logger().warn({ err: error, connection: name }, "redis is away");
    away = true;
  });
  client.on("close", () => {
    if (!away) logger().warn({ connection: name }, "redis connection lost");
    away = true;
  });
  client.on("ready", () => {
    if (away) logger().info({ connection: name }, "redis is back");
    away = false;
  });
}

async function allReady(bus: Bus): Promise<void> {
  const clients = Object.values(bus) as Redis[];
  await Promise.all(
    clients
      .filter((client) => client.status !== "ready")
      .map((client) => new Promise((done) => client.once("ready", done))),
  );
}
