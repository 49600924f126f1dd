import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { findMisfit } from "@/db/schema-state";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { unavailable } from "./errors";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Whether messages to and from other nodes pass; there when a Redis is configured. */
    isRedisAnswering?: () => boolean;
    readiness?: Readiness;
  }
}

/** What all who ask meanwhile are told. */
interface Readiness {
  answer: Promise<void>;
  /** Infinity while it is being found out. */
  until: number;
}

/** Shorter than any prober's pause, so that each of its probes is answered anew. */
const KEPT_MS = 500;

/**
 * Sees that this node can do its whole work: serving, on a database within reach that its code fits, and through a
 * configured Redis that lets it hear. Anybody may ask, as often as they like: one question is under way at a time, on the connections of requests.
 * @throws AppError UNAVAILABLE
 */
export async function assertReady(): Promise<void> {
  const slot = processWide();
  if (slot.phase === "draining") {
    throw unavailable("This process is draining: it stops soon, and still serves what comes.");
  }
  if (slot.phase !== "serving")
    throw unavailable("Gatehouse is starting or stopping. Try again in a moment.");
  if (!slot.readiness || slot.readiness.until < performance.now()) slot.readiness = findOut();
  await slot.readiness.answer;
}

function findOut(): Readiness {
  const answer = askBoth();
  const readiness = { answer, until: Infinity };
  const keep = () => {
    readiness.until = performance.now() + KEPT_MS;
  };
  answer.then(keep, keep);
  return readiness;
}

async function askBoth(): Promise<void> {
  await askDatabase();
  if (env().redisUrl) await askRedis();
}

/** Within reach, and one that this code fits: it may have been emptied, or upgraded by a newer node. */
async function askDatabase(): Promise<void> {
  await db().execute(sql`SELECT 1`);
  const misfit = await findMisfit(db());
  if (misfit) throw unavailable(`The database ${misfit}.`);
}

/** Messages pass, which the bus sees by hearing itself, and limits find the database that they are kept in. */
async function askRedis(): Promise<void> {
  const { limitsRedis, isRedisAnswering } = processWide();
  const away = () => unavailable("Redis is out of reach: other nodes hear of changes late.");
  if (!isRedisAnswering?.()) throw away();
  try {
    await limitsRedis?.select(limitsRedis.options.db ?? 0);
  } catch {
    throw away();
  }
}
