import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { findSchemaProblem } from "@/db/schema-state";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { unavailable } from "./errors";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Whether messages to and from other nodes arrive. It is set when Redis is configured. */
    isRedisAnswering?: () => boolean;
    readiness?: Readiness;
  }
}

/** One check. All requests that come while it runs or while its result is fresh share its result. */
interface Readiness {
  answer: Promise<void>;
  /** Until when the result is fresh, on the clock of `performance.now()`; Infinity while the check runs. */
  until: number;
}

/** Shorter than the interval of any health checker, so that each of its requests gets a new check. */
const FRESH_MS = 500;

/**
 * Checks that this node can do all its work: it is serving, the database is reachable and has the schema that this code
 * needs, and Redis (if configured) delivers messages to this node.
 * Anybody may call the endpoint as often as they like. So only one check runs at a time, on the connections for
 * requests.
 * @throws AppError UNAVAILABLE
 */
export async function assertReady(): Promise<void> {
  const slot = processWide();
  if (slot.phase === "draining") {
    throw unavailable("This process is draining: it stops soon, and still serves what comes.");
  }
  if (slot.phase !== "serving")
    throw unavailable("Gatehouse is starting or stopping. Try again in a moment.");
  if (!slot.readiness || slot.readiness.until < performance.now()) slot.readiness = startCheck();
  await slot.readiness.answer;
}

function startCheck(): Readiness {
  const answer = checkBoth();
  const readiness = { answer, until: Infinity };
  const startFreshness = () => {
    readiness.until = performance.now() + FRESH_MS;
  };
  answer.then(startFreshness, startFreshness);
  return readiness;
}

async function checkBoth(): Promise<void> {
  await checkDatabase();
  if (env().redisUrl) await checkRedis();
}

/**
 * Checks that the database is reachable and has the schema that this code needs. Somebody may have emptied the
 * database, or a newer node may have migrated it.
 */
async function checkDatabase(): Promise<void> {
  await db().execute(sql`SELECT 1`);
  const misfit = await findSchemaProblem(db());
  if (misfit) throw unavailable(`The database ${misfit}.`);
}

/**
 * Checks that messages pass through Redis (the bus listens to its own messages) and that the database of the limits
 * answers.
 */
async function checkRedis(): Promise<void> {
  const { limitsRedis, isRedisAnswering } = processWide();
  const away = () => unavailable("Redis is out of reach: other nodes hear of changes late.");
  if (!isRedisAnswering?.()) throw away();
  try {
    await limitsRedis?.select(limitsRedis.options.db ?? 0);
  } catch {
    throw away();
  }
}
