import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { db, rowsOf } from "@/db/client";
import type { RefusedOrigin } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { toIso } from "@/lib/to-iso";

/** How many origins are kept, in the memory of a node and in the database; and how many addresses of each. */
const KEPT = 1_000;
const ADDRESSES = 10;
/** A first refusal is written soon. Those of a storm are written together. */
const SOON_MS = 500;
const PERIOD_MS = 5_000;
/** A number that no other advisory lock uses. Two nodes that write the same origins would deadlock without it. */
const WRITE_LOCK = 7_203_121;

/** What this node has refused since it last wrote. */
interface Noted {
  count: number;
  /** By `performance.now()`. */
  firstAt: number;
  lastAt: number;
  /** The latest first. */
  addresses: string[];
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** By origin, the one refused last at the end. */
    refusedOrigins?: Map<string, Noted>;
    refusedOriginsTimer?: NodeJS.Timeout | undefined;
    refusedOriginsWrittenAt?: number;
  }
}

/**
 * Notes that a request of this origin was refused. Strangers choose origins and addresses, so both are bounded: in a
 * storm of new origins the oldest are forgotten.
 * @param origin as it is logged
 */
export function noteRefusedOrigin(origin: string, address: string): void {
  const noted = notedOrigins();
  const now = performance.now();
  const { count, firstAt, addresses } = noted.get(origin) ?? {
    count: 0,
    firstAt: now,
    addresses: [],
  };
  noted.delete(origin);
  noted.set(origin, {
    count: count + 1,
    firstAt,
    lastAt: now,
    addresses: [address, ...addresses.filter((one) => one !== address)].slice(0, ADDRESSES),
  });
  forgetOldest(noted);
  writeLater();
}

function notedOrigins(): Map<string, Noted> {
  const slot = processWide();
  slot.refusedOrigins ??= new Map();
  return slot.refusedOrigins;
}

function forgetOldest(noted: Map<string, Noted>): void {
  const [oldest] = noted.keys();
  if (noted.size > KEPT && oldest !== undefined) noted.delete(oldest);
}

function writeLater(): void {
  const slot = processWide();
  if (slot.refusedOriginsTimer) return;
  const sinceLast = performance.now() - (slot.refusedOriginsWrittenAt ?? -PERIOD_MS);
  const waitMs = Math.max(SOON_MS, PERIOD_MS - sinceLast);
  slot.refusedOriginsTimer = setTimeout(() => {
    slot.refusedOriginsTimer = undefined;
    writeRefusedOrigins().catch((error: unknown) => {
      logger().debug({ err: error }, "refused origins could not be written yet");
      writeLater();
    });
  }, waitMs).unref();
}

/** Writes what this node has noted. What cannot be written is kept for the next time. */
export async function writeRefusedOrigins(): Promise<void> {
  const slot = processWide();
  const noted = slot.refusedOrigins;
  if (!noted || noted.size === 0) return;
  slot.refusedOrigins = new Map();
  slot.refusedOriginsWrittenAt = performance.now();
  try {
    await write(noted);
  } catch (error) {
    keepFor(noted);
    throw error;
  }
}

/** Adds what could not be written to what was noted meanwhile. */
function keepFor(unwritten: Map<string, Noted>): void {
  const since = notedOrigins();
  const merged = new Map(unwritten);
  for (const [origin, later] of since) {
    const earlier = merged.get(origin);
    merged.delete(origin);
    merged.set(origin, earlier ? join(earlier, later) : later);
    forgetOldest(merged);
  }
  processWide().refusedOrigins = merged;
}

function join(earlier: Noted, later: Noted): Noted {
  return {
    count: earlier.count + later.count,
    firstAt: earlier.firstAt,
    lastAt: later.lastAt,
    addresses: [...new Set([...later.addresses, ...earlier.addresses])].slice(0, ADDRESSES),
  };
}

/** Ages are written, and no times: the clocks of the nodes may differ, and the database has one. */
async function write(noted: Map<string, Noted>): Promise<void> {
  const now = performance.now();
  const lines = [...noted].map(([origin, { count, firstAt, lastAt, addresses }]) => {
    return { origin, count, addresses, firstAgo: now - firstAt, lastAgo: now - lastAt };
  });
  await db().transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${WRITE_LOCK})`);
    await tx.execute(sql`
      INSERT INTO refused_origin AS known (origin, count, first_at, last_at, addresses)
      SELECT l.origin, l.count, clock_timestamp() - make_interval(secs => l."firstAgo" / 1000),
        clock_timestamp() - make_interval(secs => l."lastAgo" / 1000), l.addresses
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
        AS l(origin text, count bigint, "firstAgo" float8, "lastAgo" float8, addresses jsonb)
      ON CONFLICT (origin) DO UPDATE SET count = known.count + excluded.count,
        first_at = least(known.first_at, excluded.first_at),
        last_at = greatest(known.last_at, excluded.last_at),
        addresses = (SELECT jsonb_agg(value ORDER BY n) FROM (
          SELECT value, min(n) AS n
          FROM jsonb_array_elements(excluded.addresses || known.addresses) WITH ORDINALITY AS a(value, n)
          GROUP BY value ORDER BY 2 LIMIT ${ADDRESSES}) latest)`);
    await tx.execute(sql`DELETE FROM refused_origin WHERE origin IN (
      SELECT origin FROM refused_origin ORDER BY last_at DESC, origin OFFSET ${KEPT})`);
  });
}

/** The latest thousand, of all nodes; of other nodes up to what they last wrote. */
export async function readRefusedOrigins(): Promise<RefusedOrigin[]> {
  await writeRefusedOrigins();
  const found = await rowsOf(
    {
      origin: sql<string>`r.origin`,
      count: sql<number>`r.count::float8`,
      firstAt: sql<string>`r.first_at`,
      lastAt: sql<string>`r.last_at`,
      addresses: sql<string[]>`r.addresses`,
    },
    (list) =>
      sql`SELECT ${list} FROM refused_origin r ORDER BY r.last_at DESC, r.origin LIMIT ${KEPT}`,
  );
  return found.map((one) => ({
    ...one,
    firstAt: toIso(one.firstAt),
    lastAt: toIso(one.lastAt),
  }));
}
