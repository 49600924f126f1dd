import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

interface Line {
  running: number;
  waiting: (() => void)[];
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Pushes that are being sent and that wait. Socket handlers and routes share this queue. */
    pushLine?: Line;
  }
}

const AT_ONCE = 20;
/** If push services hang, pushes pile up. More than this would only waste memory; the messages themselves are safe. */
const MAX_WAITING = 2_000;

/** Runs a push when it is its turn. If too many wait already, the push is dropped and logged. */
export async function inPushLine(push: () => Promise<void>): Promise<void> {
  const slot = processWide();
  slot.pushLine ??= { running: 0, waiting: [] };
  const line = slot.pushLine;
  if (line.waiting.length >= MAX_WAITING) {
    logger().warn({ waiting: line.waiting.length }, "push left out: too many wait");
    return;
  }
  if (line.running >= AT_ONCE) await new Promise<void>((go) => line.waiting.push(go));
  else line.running += 1;
  try {
    await push();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
  }
}
