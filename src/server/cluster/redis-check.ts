import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { SettingsError } from "@/lib/settings-error";

const LIMIT_MS = 2_000;

/** What Redis says while it is on its way, or has too much to do: to be survived like its absence. */
const PASSING =
  /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|READONLY|TRYAGAIN|ERR max number of clients)/;

/**
 * Sees once, at the start, that a Redis which answers will do what is needed: a wrong password, number or right heals
 * by itself as little as a wrong address, and would be found out when a revocation is not heard.
 * @param channels what this process must be allowed to hear
 * @param key what it must be allowed to count under
 * @throws SettingsError what Redis refuses; nothing while Redis is away, which a start survives
 */
export async function checkRedis(
  url: string,
  { channels, key }: { channels: string[]; key: string },
): Promise<void> {
  const [hearing, telling] = [openOnce(url), openOnce(url)];
  try {
    await trying("refuses the user name or the password", async () => {
      await Promise.all([connectOnce(hearing), connectOnce(telling)]);
      await telling.ping();
    });
    const db = telling.options.db ?? 0;
    await trying(`has no database ${db}`, () => telling.select(db));
    await trying("does not let its user keep limits", () =>
      telling.eval("return redis.call('SET', KEYS[1], 1, 'PX', 1)", 1, key),
    );
    const [channel = ""] = channels;
    await trying("cannot carry messages: its user may not subscribe", () =>
      hearing.subscribe(...channels),
    );
    await trying("cannot carry messages: its user may not publish", async () => {
      const heard = once(hearing, "message", { signal: AbortSignal.timeout(LIMIT_MS) });
      await Promise.all([telling.publish(channel, "start"), heard]);
    });
  } catch (error) {
    // Whatever else it is, it is no answer: who connects for good waits for one.
    if (error instanceof SettingsError) throw error;
  } finally {
    hearing.disconnect();
    telling.disconnect();
  }
}

/** Tries once, and says nothing of it itself. */
function openOnce(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: LIMIT_MS,
    commandTimeout: LIMIT_MS,
    maxRetriesPerRequest: 0,
  });
  client.on("error", () => undefined);
  return client;
}

/** A password that is refused closes the connection, and only the event says why. */
async function connectOnce(client: Redis): Promise<void> {
  let told: unknown;
  client.once("error", (error) => {
    told = error;
  });
  try {
    await client.connect();
  } catch (error) {
    throw told ?? error;
  }
}

/** @throws SettingsError when Redis refuses; whatever else when it does not answer */
async function trying(fault: string, ask: () => Promise<unknown>): Promise<void> {
  try {
    await Promise.race([ask(), pause(LIMIT_MS, undefined, { ref: false }).then(giveUp)]);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    throw new SettingsError(`REDIS_URL names a Redis that ${fault} (${refusal})`);
  }
}

function giveUp(): never {
  throw new Error("Redis did not answer");
}

/** The word by which Redis refuses, without the rest, which may quote what it was sent. */
function refusalOf(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name !== "ReplyError") continue;
    return PASSING.test(cause.message) ? null : (cause.message.split(" ")[0] ?? "ERR");
  }
  return null;
}
