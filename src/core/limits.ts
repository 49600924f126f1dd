import type { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { env } from "@/lib/env";
import { type ProcessWide, processWide } from "@/lib/process-wide";
import { AppError } from "./errors";

/** Points within seconds, per key. What is `here` asks nobody else: it counts on each node by itself. */
const LIMITS = {
  send: { points: 50, duration: 10, words: "You are sending messages very fast." },
  event: { points: 300, duration: 10, words: "You are doing this very fast." },
  handshake: { points: 30, duration: 10, words: "Too many connections at once." },
  signIn: { points: 10, duration: 60, words: "Too many attempts to sign in." },
  signInNetwork: { points: 30, duration: 60, words: "Too many attempts to sign in from here." },
  signInAccount: { points: 30, duration: 60, words: "Too many attempts to sign in." },
  account: { points: 30, duration: 60, words: "Too many requests about your account." },
  passwordMail: { points: 5, duration: 900, words: "A mail has been asked for several times." },
  accept: { points: 60, duration: 60, words: "Too many attempts." },
  setPassword: { points: 20, duration: 60, words: "Too many attempts." },
  setUp: { points: 20, duration: 60, words: "Too many attempts." },
  upload: { points: 20, duration: 60, words: "You are uploading very fast." },
  invite: { points: 20, duration: 60, words: "Too many invitations and links at once." },
  http: { points: 600, duration: 10, words: "Too many requests." },
  urgent: { points: 600, duration: 10, words: "Too many requests.", here: true },
} as const satisfies Record<string, LimitTerms>;

interface LimitTerms {
  points: number;
  duration: number;
  words: string;
  here?: true;
}

export type Limit = keyof typeof LIMITS;

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The connection for limits; there when a Redis is configured. */
    limitsRedis?: Redis;
    /** What all names of this installation there begin with. */
    redisName?: string;
    limiters?: Partial<Record<Limit, RateLimiterAbstract>>;
  }
}

/**
 * Counts a use against a limit. Over all nodes with Redis; by node while it is away.
 * @param key whom the limit is about: a user id, an address
 * @param points what it costs
 * @throws AppError RATE_LIMITED with `retryAfterMs`
 */
export async function countAgainst(limit: Limit, key: string, points = 1): Promise<void> {
  if (!env().rateLimits) return;
  try {
    await limiter(limit).consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterMs = Math.max(1, error.msBeforeNext);
    const seconds = Math.ceil(retryAfterMs / 1000);
    throw new AppError(
      "RATE_LIMITED",
      `${LIMITS[limit].words} Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
      { retryAfterMs },
    );
  }
}

/** Where the counts of a limit are kept on Redis. */
export const limitsPrefix = (redisName: string, limit: Limit | "start") =>
  `${redisName}:limit:${limit}`;

/** Takes a use back: it was none that the limit is about. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
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
  const { points, duration, here }: LimitTerms = LIMITS[limit];
  const inMemory = new RateLimiterMemory({ points, duration, keyPrefix: limit });
  if (!redis || redisName === undefined || here) return inMemory;
  return new RateLimiterRedis({
    storeClient: redis,
    points,
    duration,
    // Who is beyond a limit costs Redis nothing more.
    inMemoryBlockOnConsumed: points + 1,
    keyPrefix: limitsPrefix(redisName, limit),
    insuranceLimiter: inMemory,
    rejectIfRedisNotReady: true,
  });
}
