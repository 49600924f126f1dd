import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { countPushFailure } from "../metrics";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** When a push service's failures were last logged, by host. */
    pushFailures?: Map<string, number>;
  }
}

const QUIET_MS = 10 * 60_000;
/** Hosts under a listed suffix are a client's to choose: they must not fill memory or disk. */
const MAX_HOSTS = 100;

/** Logs that a push service did not take a push: once in ten minutes for each, it may be every message. */
export function logPushFailure(host: string, why: { status?: number; reason?: string }): void {
  countPushFailure();
  const slot = processWide();
  slot.pushFailures ??= new Map();
  const logged = slot.pushFailures;
  const now = performance.now();
  for (const [known, at] of logged) if (now - at > QUIET_MS) logged.delete(known);
  const name = logged.has(host) || logged.size < MAX_HOSTS ? host : "(others)";
  if (logged.has(name)) return;
  logged.set(name, now);
  logger().warn({ host: name, ...why }, "push failed");
}
