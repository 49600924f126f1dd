import type { Redis } from "ioredis";
import { logger } from "@/lib/logger";

type Subscribe = (...names: unknown[]) => Promise<unknown>;

/**
 * Keeps in mind what a connection subscribes to. ioredis subscribes anew when it connects anew, but only to what Redis
 * took the last time: what was refused once would never be heard again. A refusal rejects nowhere, and is logged.
 * @returns a function that subscribes to all of it once more
 */
export function rememberSubscriptions(subscriber: Redis): () => Promise<void> {
  const channels = new Set<string>();
  const subscribe = subscriber.subscribe.bind(subscriber) as Subscribe;
  const remembering: Subscribe = async (...wanted) => {
    for (const name of wanted.flat()) if (typeof name === "string") channels.add(name);
    return subscribe(...wanted).catch((error: unknown) =>
      logger().debug({ err: error }, "redis did not take a subscription"),
    );
  };
  Object.assign(subscriber, { subscribe: remembering });
  return async () => {
    if (channels.size > 0) await subscriber.subscribe(...channels);
  };
}
