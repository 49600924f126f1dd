import type { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { type ProcessWide, processWide } from "@/lib/process-wide";
import { rateLimited } from "./errors";

/** How many points a key may use within a time. A `perNode` limit is counted by each node in memory, without Redis. */
const LIMITS = {
  send: { points: 50, durationS: 10, message: "You are sending messages very fast." },
  event: { points: 300, durationS: 10, message: "You are doing this very fast." },
  handshake: { points: 30, durationS: 10, message: "Too many connections at once." },
  signIn: { points: 10, durationS: 60, message: "Too many attempts to sign in." },
  signInNetwork: { points: 30, durationS: 60, message: "Too many attempts to sign in from here." },
  signInAccount: { points: 30, durationS: 60, message: "Too many attempts to sign in." },
  account: { points: 30, durationS: 60, message: "Too many requests about your account." },
  passwordMail: { points: 5, durationS: 900, message: "A mail has been asked for several times." },
  accept: { points: 60, durationS: 60, message: "Too many attempts." },
  setPassword: { points: 20, durationS: 60, message: "Too many attempts." },
  setUp: { points: 20, durationS: 60, message: "Too many attempts." },
  takeout: { points: 5, durationS: 600, message: "You have taken this along several times." },
  upload: { points: 20, durationS: 60, message: "You are uploading very fast." },
  invite: { points: 20, durationS: 60, message: "Too many invitations and links at once." },
  drill: { points: 10, durationS: 60, message: "Too many drills." },
  http: { points: 600, durationS: 10, message: "Too many requests." },
  urgent: { points: 600, durationS: 10, message: "Too many requests.", perNode: true },
} as const satisfies Record<string, LimitTerms>;

interface LimitTerms {
  points: number;
  durationS: number;
  message: string;
  perNode?: true;
}

export type Limit = keyof typeof LIMITS;

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The Redis connection for limits. It is set when Redis is configured. */
    limitsRedis?: Redis;
    /** The prefix of all keys of this installation on Redis. */
    redisName?: string;
    limiters?: Partial<Record<Limit, RateLimiterAbstract>>;
  }
}

/**
 * Counts a use against a limit: over all nodes with Redis, on each node separately while Redis is unreachable.
 * @param key whom the limit is about: a user id, an address
 * @param points how many points this use costs
 * @throws AppError RATE_LIMITED with `retryAfterMs`
 */
export async function countAgainst(limit: Limit, key: string, points = 1): Promise<void> {
  if (!env().rateLimits) return;
  try {
    await limiter(limit).consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw rateLimited(LIMITS[limit].message, Math.max(1, error.msBeforeNext));
  }
}

/** The key prefix on Redis under which the counts of a limit are kept. */
export const limitsPrefix = (redisName: string, limit: Limit | "start") =>
  `${redisName}:limit:${limit}`;

/** Gives a counted use back, because the limit is not meant for it (a sign-in with the right password, for example). */
export async function refundUse(limit: Limit, key: string): Promise<void> {
  if (env().rateLimits) await limiter(limit).reward(key, 1);
}

function limiter(limit: Limit): RateLimiterAbstract {
  const slot = processWide();
  slot.limiters ??= {};
  slot.limiters[limit] ??= createLimiter(limit, slot);
  return slot.limiters[limit];
}

function createLimiter(
  limit: Limit,
  { limitsRedis: redis, redisName }: ProcessWide,
): RateLimiterAbstract {
  const { points, durationS: duration, perNode }: LimitTerms = LIMITS[limit];
  const inMemory = new RateLimiterMemory({ points, duration, keyPrefix: limit });
  if (!redis || redisName === undefined || perNode) return inMemory;
  return new RateLimiterRedis({
    storeClient: redis,
    points,
    duration,
    // A key beyond its limit is refused from memory. It causes no further work on Redis.
    inMemoryBlockOnConsumed: points + 1,
    keyPrefix: limitsPrefix(redisName, limit),
    insuranceLimiter: inMemory,
    rejectIfRedisNotReady: true,
  });
}
