import { confirmAccess } from "@/core/access/confirm-access";
import { isRecent, type Lease, leaseIsFresh, readClocks, renewLease } from "@/core/access/lease";
import { toAppError } from "@/core/errors";
import { observeSweep } from "@/core/metrics";
import { logger } from "@/lib/logger";
import { describeRootCause } from "@/lib/lost-connection";
import { GUESTS_ROOM } from "@/lib/rooms";
import type { Io } from "../socket/io";
import { listServed } from "../socket/list-served";
import { restorePresence } from "../socket/presence";
import { actOn, cutAndLog, expiriesRecorded } from "./act-on-sweep";

const PERIOD_MS = 1_000;
/** After a failure: soon, so that guests do not lose the lease over one lost statement, or wait when it is over. */
const RETRY_MS = 250;
/** Members are re-checked on every nth beat, and after trouble: pushes reach them, this is the backstop. */
const MEMBERS_EVERY = 5;
/** How often the age of the lease is looked at for guests who are connected and quiet. */
const LEASE_CHECK_MS = 250;

export interface Sweep {
  /** Re-checks everyone as soon as possible; resolves when a re-check begun after now has been confirmed. */
  recheck(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the backstop: about once a second, and at every expiry, this node beats its heart and re-checks
 * whom it serves. Resolves when the node may serve guests, or when the database could not confirm it.
 * @param onRecovered called when access is confirmed again after it could not be; `wasCounted` unless the other nodes
 * may have taken this one for gone, and not listened to it
 */
export async function startSweep(
  io: Io,
  onRecovered: (wasCounted: boolean) => void,
): Promise<Sweep> {
  const sweep = new Sweeper(io, onRecovered);
  await sweep.run();
  await sweep.run();
  sweep.start();
  return sweep;
}

/** A database that is away is said in a few words; whatever else fails, with all that is known of it. */
function describeAway(error: unknown): object {
  return toAppError(error).code === "UNAVAILABLE"
    ? { why: describeRootCause(error) }
    : { err: error };
}

class Sweeper implements Sweep {
  /** When the last heartbeat that reached the registry was sent. */
  private lastBeat: Lease | undefined;
  private beats = 0;
  private everyone = true;
  private failing = false;
  private stopped = false;
  private wake: (() => void) | undefined;
  private rechecked: (() => void)[] = [];
  private loop: Promise<void> = Promise.resolve();
  private leaseTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly io: Io,
    private readonly onRecovered: (wasCounted: boolean) => void,
  ) {}

  start(): void {
    this.loop = this.keepSweeping();
    this.leaseTimer = setInterval(() => this.cutIfStale(), LEASE_CHECK_MS);
    this.leaseTimer.unref();
  }

  recheck(): Promise<void> {
    this.everyone = true;
    this.wake?.();
    return new Promise((resolve) => this.rechecked.push(resolve));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.leaseTimer);
    this.wake?.();
    await this.loop;
    await expiriesRecorded();
  }

  /** One heartbeat and re-check. Returns how long to wait for the next, in milliseconds. */
  async run(): Promise<number> {
    const withMembers = this.everyone || this.beats++ % MEMBERS_EVERY === 0;
    this.everyone = false;
    const rechecked = this.rechecked.splice(0);
    const sentAt = readClocks();
    try {
      const confirmation = await confirmAccess(listServed(this.io, withMembers));
      observeSweep((performance.now() - sentAt.monotonic) / 1000);
      actOn(this.io, confirmation);
      for (const resolve of rechecked) resolve();
      return this.confirm(sentAt, confirmation.nextExpiryInMs);
    } catch (error) {
      this.everyone = true;
      this.rechecked.push(...rechecked);
      if (!this.failing) logger().warn(describeAway(error), "access could not be confirmed");
      this.failing = true;
      this.cutIfStale();
      return RETRY_MS;
    }
  }

  private async keepSweeping(): Promise<void> {
    while (!this.stopped) {
      const pauseMs = await this.run();
      if (!this.stopped && !(this.everyone && !this.failing)) await this.pause(pauseMs);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /**
   * Renews the lease, unless this node had dropped out of the registry: then a revocation may have counted
   * it out while this statement ran, and only the next one, begun as a counted node, confirms anything.
   */
  private confirm(sentAt: Lease, nextExpiryInMs: number | null): number {
    const wasCounted = this.lastBeat !== undefined && isRecent(this.lastBeat);
    // A process that stood still has failed at nothing, and nobody listened to what it said.
    const wasAway = this.failing || (this.lastBeat !== undefined && !wasCounted);
    this.lastBeat = sentAt;
    if (wasAway) {
      this.failing = false;
      logger().info("access is confirmed again");
      this.onRecovered(wasCounted);
    }
    if (wasCounted) renewLease(sentAt);
    else {
      this.everyone = true;
      restorePresence(this.io);
    }
    return nextExpiryInMs === null ? PERIOD_MS : Math.min(PERIOD_MS, nextExpiryInMs + 5);
  }

  private cutIfStale(): void {
    if (leaseIsFresh()) return;
    void cutAndLog(this.io, [GUESTS_ROOM], { event: "access:changed", code: "UNAVAILABLE" });
  }
}
