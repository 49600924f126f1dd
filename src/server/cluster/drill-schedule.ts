import { setTimeout as pause } from "node:timers/promises";
import { runDrill } from "@/core/drill/run-drill";
import { bringForward, takeDueDrill } from "@/core/drill/schedule";
import { clearLeftStages } from "@/core/drill/stage";
import { toAppError } from "@/core/errors";
import { isSetUp } from "@/core/workspaces/create-workspace";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";

const MS_PER_HOUR = 3_600_000;
/** How often it is asked whether a drill is due. */
const ASKED_EVERY_MS = 30_000;
/** How many leases the nodes that start together have to find each other. */
const SETTLED_AFTER_LEASES = 2;

/**
 * Clears away what a drill of a process that has ended left behind, and runs a drill every `DRILL_EVERY_HOURS`, on one
 * of the nodes.
 */
export function startDrills(): void {
  void keepDrilling().catch((error: unknown) =>
    logger().error({ err: error }, "the drills have stopped"),
  );
}

async function keepDrilling(): Promise<void> {
  const { databaseUrl, drillEveryHours, guestLeaseMs } = env();
  const isAlone = databaseUrl === undefined;
  if (isAlone) await attempt(() => clearLeftStages({ isAlone }));
  await wait(SETTLED_AFTER_LEASES * guestLeaseMs);
  await attempt(() => clearLeftStages({ isAlone: false }));
  if (drillEveryHours === undefined) return;
  await attempt(() => bringForward(drillEveryHours));
  const everyMs = Math.min(ASKED_EVERY_MS, (drillEveryHours * MS_PER_HOUR) / 4);
  while (processWide().phase === "serving") {
    await attempt(() => drillIfDue(drillEveryHours));
    await wait(everyMs);
  }
}

async function drillIfDue(everyHours: number): Promise<void> {
  if (!(await isSetUp()) || !(await takeDueDrill(everyHours))) return;
  const { id: _, ...figures } = await runDrill("schedule");
  logger().info(figures, "a drill of the schedule was run");
}

const wait = (ms: number) => pause(ms, undefined, { ref: false });

/** What fails is tried again at the next drill. A database that is away is logged elsewhere. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (["CONFLICT", "UNAVAILABLE"].includes(toAppError(error).code)) return;
    logger().warn({ err: error }, "a drill of the schedule could not be run");
  }
}
