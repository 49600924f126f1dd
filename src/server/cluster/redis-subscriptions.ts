import type { Redis } from "ioredis";
import { logger } from "@/lib/logger";

type Subscribe = (...names: unknown[]) => Promise<unknown>;

/**
 * Remembers what a connection subscribes to. ioredis subscribes again when it reconnects, but only to what Redis
 * accepted before: a channel that was refused once would never be heard again. A refused subscription does not reject;
 * it is logged.
 * @returns a function that subscribes to all of it again
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
