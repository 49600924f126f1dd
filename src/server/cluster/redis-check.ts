import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { SettingsError } from "@/lib/settings-error";

const LIMIT_MS = 2_000;

/** Errors of a Redis that is starting or overloaded. We treat them like its absence and wait. */
const PASSING =
  /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|READONLY|TRYAGAIN|ERR max number of clients)/;

/**
 * Checks once, at the start, that a Redis which answers will do what is needed. A wrong password, database number or
 * permission does not go away by itself, and would be noticed only when a revocation is not heard.
 * @param channels what this process must be allowed to subscribe to
 * @param key where it must be allowed to write
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
    // Any other error means that Redis is away: the permanent connections will wait for it.
    if (error instanceof SettingsError) throw error;
  } finally {
    hearing.disconnect();
    telling.disconnect();
  }
}

/** Opens a connection that tries once and logs nothing. */
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

/** A refused password closes the connection; only the event says why. */
async function connectOnce(client: Redis): Promise<void> {
  let reported: unknown;
  client.once("error", (error) => {
    reported = error;
  });
  try {
    await client.connect();
  } catch (error) {
    throw reported ?? error;
  }
}

/** @throws SettingsError when Redis refuses; any other error when it does not answer */
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

/** Redis's error code without the rest of its message, which may quote what we sent. */
function refusalOf(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name !== "ReplyError") continue;
    return PASSING.test(cause.message) ? null : (cause.message.split(" ")[0] ?? "ERR");
  }
  return null;
}
