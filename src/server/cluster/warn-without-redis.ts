import { nodeId } from "@/core/access/nodes";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";

/** A killed process stays in the registry for a lease, and during a restart two processes run for a moment. */
const BESIDE_FOR_LEASES = 3;

let besideSince: number | null = null;
let hasWarned = false;

/**
 * Warns once that other processes serve from this database and this one cannot hear them. Without Redis, what is
 * written on one does not reach the others, and no receipt is confirmed.
 * @param living the ids of all living nodes, from the database
 */
export function warnWithoutRedis(living: string[]): void {
  const { redisUrl, guestLeaseMs } = env();
  if (redisUrl !== undefined || hasWarned) return;
  const others = living.filter((id) => id !== nodeId());
  if (others.length === 0) {
    besideSince = null;
    return;
  }
  besideSince ??= performance.now();
  if (performance.now() - besideSince < BESIDE_FOR_LEASES * guestLeaseMs) return;
  hasWarned = true;
  logger().warn(
    { nodes: others.length + 1 },
    "other processes serve from this database, and REDIS_URL is not set: what is written on one does not reach people on the others, and no revocation is confirmed; set REDIS_URL for all of them",
  );
}
