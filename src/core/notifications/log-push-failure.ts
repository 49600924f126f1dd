import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { countPushFailure } from "../metrics";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** When a failure was last logged, by host of the push service (ms, `performance.now()`). */
    pushFailures?: Map<string, number>;
  }
}

const LOG_INTERVAL_MS = 10 * 60_000;
/**
 * A client chooses the host below a listed suffix. So the number of hosts is limited: they must not fill memory or
 * disk.
 */
const MAX_HOSTS = 100;

/** Logs that a push service did not take a push. Every message may fail, so each host is logged once in ten minutes. */
export function logPushFailure(host: string, why: { status?: number; reason?: string }): void {
  countPushFailure();
  const slot = processWide();
  slot.pushFailures ??= new Map();
  const logged = slot.pushFailures;
  const now = performance.now();
  for (const [known, at] of logged) if (now - at > LOG_INTERVAL_MS) logged.delete(known);
  const name = logged.has(host) || logged.size < MAX_HOSTS ? host : "(others)";
  if (logged.has(name)) return;
  logged.set(name, now);
  logger().warn({ host: name, ...why }, "push failed");
}
