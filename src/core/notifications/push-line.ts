import { AsyncResource } from "node:async_hooks";
import PQueue from "p-queue";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Pushes that are being sent and that wait. Socket handlers and routes share this queue. */
    pushLine?: PQueue;
  }
}

const PUSHES_AT_ONCE = 20;
/** If push services hang, pushes pile up. More than this would only waste memory; the messages themselves are safe. */
const MAX_WAITING = 2_000;

/** Runs a push when it is its turn. If too many wait already, the push is dropped and logged. */
export async function queuePush(push: () => Promise<void>): Promise<void> {
  const slot = processWide();
  slot.pushLine ??= new PQueue({ concurrency: PUSHES_AT_ONCE });
  const { pushLine } = slot;
  if (pushLine.size >= MAX_WAITING) {
    logger().warn({ waiting: pushLine.size }, "push left out: too many wait");
    return;
  }
  // The queue begins a push in the course of the one that has ended before it, which may be of another request.
  await pushLine.add(AsyncResource.bind(push));
}
