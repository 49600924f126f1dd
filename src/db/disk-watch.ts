import { freeBytes, freeBytesInFiles, KEPT_FREE_BYTES } from "@/lib/disk-room";
import { logger } from "@/lib/logger";
import type { EmbeddedEngine } from "./engine";
import { Reserve } from "./reserve";

const LOOK_EVERY_MS = 100;
const TEND_EVERY_MS = 1_000;
/** How much more than is kept must be free before writing begins again, so that it does not begin and end all the time. */
const AGAIN_FREE_BYTES = KEPT_FREE_BYTES * 1.25;
/** So much of its log is left behind before it is cleared away: always, and on a full disk, where it is used again. */
const LOG_BYTES = 64 * 1024 * 1024;
const LOG_BYTES_WHEN_FULL = 4 * 1024 * 1024;
const REOPEN_PAUSE_MS = { first: 1_000, most: 60_000 };

/** Keeps the embedded database alive on a disk that fills up. */
export class DiskWatch {
  private full = false;
  private lookedAt = -Infinity;
  private readonly reserve: Reserve;
  private timer: NodeJS.Timeout | undefined;
  private tending: Promise<void> = Promise.resolve();
  private saidSpent = false;
  private reopenPauseMs = REOPEN_PAUSE_MS.first;
  private reopenAt = -Infinity;

  constructor(
    private readonly folder: string,
    private readonly engine: EmbeddedEngine,
  ) {
    this.reserve = new Reserve(folder);
  }

  start(): void {
    this.timer = setTimeout(() => {
      this.tending = this.tend().finally(() => this.timer && this.start());
    }, TEND_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.tending;
  }

  /** Whether nothing may be written but what must be. Cheap enough to be asked before every statement. */
  isFull(): boolean {
    const now = performance.now();
    if (now - this.lookedAt >= LOOK_EVERY_MS) {
      this.lookedAt = now;
      this.note(freeBytes(this.folder));
    }
    return this.full;
  }

  /** To be called before access is ended: what is kept for that is given up piece by piece, and for nothing else. */
  makeRoomToEnd(): void {
    if (!this.isFull()) return;
    const isSpent = this.reserve.give(freeBytesInFiles(this.folder));
    if (isSpent && !this.saidSpent) {
      logger().error(
        { folder: this.folder },
        "the room that was kept for ending access is used up: make room on the disk at once",
      );
    }
    this.saidSpent = isSpent;
  }

  private note(free: number): void {
    const full = free < (this.full ? AGAIN_FREE_BYTES : KEPT_FREE_BYTES);
    if (full === this.full) return;
    this.full = full;
    const line = { folder: this.folder, freeBytes: free, keptFreeBytes: KEPT_FREE_BYTES };
    if (full) logger().error(line, "the disk is full: nothing is saved until there is room");
    else logger().info(line, "there is room on the disk again");
  }

  private async tend(): Promise<void> {
    try {
      const full = this.isFull();
      if (!full) this.reserve.fill(freeBytes(this.folder), AGAIN_FREE_BYTES);
      if (this.engine.isAborted) await this.reopen(full);
      else await this.clearLog(full ? LOG_BYTES_WHEN_FULL : LOG_BYTES);
    } catch (error) {
      if (hasNoDescriptors(error)) this.engine.giveUp(error);
      logger().warn({ err: error }, "the embedded database could not be tended");
    }
  }

  /** The embedded Postgres has no process that does this: its log would grow until the next start. */
  private async clearLog(most: number): Promise<void> {
    const { rows } = await this.engine.query<{ behind: number }>(
      "SELECT (pg_current_wal_insert_lsn() - redo_lsn)::float8 AS behind FROM pg_control_checkpoint()",
    );
    if ((rows[0]?.behind ?? 0) > most) await this.engine.exec("CHECKPOINT");
  }

  private async reopen(full: boolean): Promise<void> {
    if (full || performance.now() < this.reopenAt) return;
    this.reopenPauseMs = Math.min(2 * this.reopenPauseMs, REOPEN_PAUSE_MS.most);
    this.reopenAt = performance.now() + this.reopenPauseMs;
    await this.engine.open();
    this.reopenPauseMs = REOPEN_PAUSE_MS.first;
    logger().info("the embedded database is open again");
  }
}

/** PGlite keeps those of files that it could not make: no statement finds any left, and none comes back. */
function hasNoDescriptors(error: unknown): boolean {
  return error instanceof Error && error.message.includes("No file descriptors available");
}
