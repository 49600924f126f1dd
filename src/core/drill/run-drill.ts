import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { Drill } from "@/lib/api-types";
import { endTurn } from "@/lib/current-turn";
import { describeFaults } from "@/lib/drill-words";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { authorize } from "../access/authorize";
import { listLivingNodes } from "../access/nodes";
import type { Principal } from "../access/principal";
import { runOutsideRequest } from "../access/requests";
import { AppError, toAppError, unavailable } from "../errors";
import { recordDrill } from "./drills";
import { type Figures, play } from "./play";
import { clearStage, setStage, type Stage } from "./stage";

/** How long a drill waits for another one. Usually one takes a tenth of a second. */
const PATIENCE_MS = 3_000;
const ASKED_EVERY_MS = 100;

/**
 * Runs a drill: a made-up guest with a connection on every node is let in, written to, revoked, and watched until the
 * last connection is gone. Nothing is left of it but its figures, also where it could not be finished.
 * @param by the admin who asks for it; or the operator or the schedule, for the whole installation
 * @throws AppError FORBIDDEN, CONFLICT (another one is running, and lasts), UNAVAILABLE
 */
export async function runDrill(by: Principal | "operator" | "schedule"): Promise<Drill> {
  const principal = typeof by === "string" ? null : by;
  if (principal) await authorize(principal, "guest.manage");
  // It takes seconds where a node is suspended, and there is only one at a time: nobody else waits for it.
  endTurn();
  const workspaceId = principal?.workspace.id ?? null;
  const figures = await perform().catch(async (error: unknown) => {
    await recordUnfinished(error, workspaceId);
    throw error;
  });
  const drill = judge(figures);
  await recordDrill(drill, workspaceId);
  if (!drill.ok) logger().warn({ ...drill, why: describeFaults(drill) }, "drill not passed");
  return drill;
}

async function perform(): Promise<Figures> {
  const stage = await setStageInTurn();
  return runOutsideRequest(() => playAndClear(stage));
}

/**
 * A drill that broke off shows as one that did not pass: otherwise the list would go on ending with one that did. Where
 * another drill is running, none has begun.
 */
async function recordUnfinished(error: unknown, workspaceId: string | null): Promise<void> {
  if (toAppError(error).code === "CONFLICT") return;
  try {
    const nodes = { expected: (await listLivingNodes()).length, confirmed: 0 };
    const at = new Date().toISOString();
    await recordDrill(judge({ at, nodes, ...NOTHING_SEEN }), workspaceId);
  } catch (cause) {
    // A database that is away is logged elsewhere.
    if (toAppError(cause).code === "UNAVAILABLE") return;
    logger().warn({ err: cause }, "a drill that could not be finished could not be recorded");
  }
}

const NOTHING_SEEN = { connections: 0, answeredMs: null, lastClosedMs: null, deliveredAfter: 0 };

/** Two drills at once take place one after the other, if the first does not last. */
async function setStageInTurn(): Promise<Stage> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await setStage();
    } catch (error) {
      const isBusy = error instanceof AppError && error.code === "CONFLICT";
      if (!isBusy || performance.now() > deadline) throw error;
      await pause(ASKED_EVERY_MS);
    }
  }
}

async function playAndClear(stage: Stage): Promise<Figures> {
  try {
    return await play(stage);
  } catch (error) {
    logger().warn({ err: error }, "a drill could not be finished");
    if (toAppError(error).code !== "UNAVAILABLE") throw error;
    // What was committed was made up: its words about a change that stands would mislead.
    throw unavailable("The drill could not be finished. Try again in a moment.");
  } finally {
    await clearStage(stage).catch((error: unknown) =>
      logger().warn({ err: error }, "what a drill made up is cleared away later"),
    );
  }
}

function judge(figures: Figures): Drill {
  const limitMs = env().drillLimitMs;
  const faults = describeFaults({ ...figures, limitMs });
  return { id: uuidv7(), ...figures, ok: faults.length === 0, limitMs };
}
