import { sql } from "drizzle-orm";
import { sweepDb } from "@/db/client";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { unavailable } from "./errors";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Whether messages to and from other nodes pass; there when a Redis is configured. */
    isRedisAnswering?: () => boolean;
  }
}

/**
 * Sees that this node can do its whole work: serving, database within reach, a configured Redis too.
 * @throws AppError UNAVAILABLE
 */
export async function assertReady(): Promise<void> {
  const { phase, limitsRedis, isRedisAnswering } = processWide();
  if (phase !== "serving")
    throw unavailable("Gatehouse is starting or stopping. Try again in a moment.");
  await sweepDb().execute(sql`SELECT 1`);
  if (!env().redisUrl) return;
  const away = () => unavailable("Redis is out of reach: other nodes hear of changes late.");
  if (!isRedisAnswering?.()) throw away();
  try {
    await limitsRedis?.ping();
  } catch {
    throw away();
  }
}
