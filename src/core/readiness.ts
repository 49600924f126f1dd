import { sql } from "drizzle-orm";
import { sweepDb } from "@/db/client";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { unavailable } from "./errors";

/**
 * Sees that this node can do its whole work: serving, database within reach, a configured Redis too.
 * @throws AppError UNAVAILABLE
 */
export async function assertReady(): Promise<void> {
  const { phase, limitsRedis } = processWide();
  if (phase !== "serving")
    throw unavailable("Gatehouse is starting or stopping. Try again in a moment.");
  await sweepDb().execute(sql`SELECT 1`);
  if (!env().redisUrl) return;
  try {
    await limitsRedis?.ping();
  } catch {
    throw unavailable("Redis is out of reach: other nodes hear of changes late.");
  }
}
