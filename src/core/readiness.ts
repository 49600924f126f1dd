import { sql } from "drizzle-orm";
import { db } from "@/db/client";
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
 * Sees that this node can do its whole work: serving, database within reach, a configured Redis too. Anybody
 * may ask, as often as they like: one question is under way at a time, on the connections of requests.
 * @throws AppError UNAVAILABLE
 */
export async function assertReady(): Promise<void> {
  const slot = processWide();
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
  await db().execute(sql`SELECT 1`);
  if (!env().redisUrl) return;
  const { limitsRedis, isRedisAnswering } = processWide();
  const away = () => unavailable("Redis is out of reach: other nodes hear of changes late.");
  if (!isRedisAnswering?.()) throw away();
  try {
    await limitsRedis?.ping();
  } catch {
    throw away();
  }
}
