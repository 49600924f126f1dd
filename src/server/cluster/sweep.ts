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
/** How long to wait after a failure: short, so that one lost statement does not cost guests the lease. */
const RETRY_MS = 250;
/** How soon to look again whether channels were left whose end has come. */
const DUE_AGAIN_MS = 300;
/**
 * With each heartbeat, one of so many parts of the members is checked, and after trouble all of them. Cuts reach them at
 * once; this is the backstop. All at the same time would hold up everybody else.
 */
const PARTS = 5;
/** How often the age of the lease is checked for guests who are connected and quiet. */
const LEASE_CHECK_MS = 250;

export interface Sweep {
  /** Checks everybody as soon as possible. Resolves when a check that began after this call is confirmed. */
  recheck(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the backstop. About once a second, and at every expiry, this node sends its heartbeat and checks the access of
 * everybody whom it serves. Resolves when the node may serve guests, or when the database could not confirm it.
 * @param onRecovered called when access is confirmed again after a failure. `wasCounted` is false if the other nodes
 *   may have taken this one for dead and ignored its messages
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

/** In which part a member is, by what is random in their id. */
const partOf = (memberId: string) =>
  [...memberId.slice(-2)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % PARTS;

/** Describes a database that is away in a few words, and any other failure in full. */
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

  /** One heartbeat and check. Returns how long to wait for the next one, in milliseconds. */
  async run(): Promise<number> {
    const part = this.everyone ? undefined : this.beats++ % PARTS;
    const isDue = (memberId: string) => part === undefined || partOf(memberId) === part;
    this.everyone = false;
    const rechecked = this.rechecked.splice(0);
    const sentAt = readClocks();
    try {
      const confirmation = await confirmAccess(listServed(this.io, isDue));
      observeSweep((performance.now() - sentAt.monotonic) / 1000);
      actOn(this.io, confirmation);
      for (const resolve of rechecked) resolve();
      const pauseMs = this.confirm(sentAt, confirmation.nextExpiryInMs);
      return confirmation.dueChannelEnds.length > 0 ? Math.min(pauseMs, DUE_AGAIN_MS) : pauseMs;
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
   * Renews the lease, unless this node had dropped out of the registry. In that case a revocation may have ignored it
   * while this statement ran: only the next statement, which begins while the node is listed, confirms anything.
   */
  private confirm(sentAt: Lease, nextExpiryInMs: number | null): number {
    const wasCounted = this.lastBeat !== undefined && isRecent(this.lastBeat);
    // A process that was suspended has seen no failure, but the others ignored its messages.
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
      restorePresence();
    }
    return nextExpiryInMs === null ? PERIOD_MS : Math.min(PERIOD_MS, nextExpiryInMs + 5);
  }

  private cutIfStale(): void {
    if (leaseIsFresh()) return;
    void cutAndLog(this.io, [GUESTS_ROOM], { event: "access:changed", code: "UNAVAILABLE" });
  }
}
