import { freeBytes, freeBytesInFiles, RESERVED_FREE_BYTES } from "@/lib/disk-room";
import { logger } from "@/lib/logger";
import type { EmbeddedEngine } from "./engine";
import { Reserve } from "./reserve";

const CHECK_EVERY_MS = 100;
const MAINTAIN_EVERY_MS = 1_000;
/** Writing resumes only above this limit. It is higher than the one that stops writing, so that the state is stable. */
const AGAIN_FREE_BYTES = RESERVED_FREE_BYTES * 1.25;
/** How far the write-ahead log may grow before a checkpoint is made. On a full disk less, because that frees room. */
const LOG_BYTES = 64 * 1024 * 1024;
const LOG_BYTES_WHEN_FULL = 4 * 1024 * 1024;
const REOPEN_PAUSE_MS = { first: 1_000, max: 60_000 };

/** Keeps the embedded database alive on a disk that fills up. */
export class DiskWatch {
  private full = false;
  private checkedAt = -Infinity;
  private readonly reserve: Reserve;
  private timer: NodeJS.Timeout | undefined;
  private maintenance: Promise<void> = Promise.resolve();
  private hasLoggedSpent = false;
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
      this.maintenance = this.maintain().finally(() => this.timer && this.start());
    }, MAINTAIN_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.maintenance;
  }

  /** Whether requests may not write now. It is cheap enough to be called before every statement. */
  isFull(): boolean {
    const now = performance.now();
    if (now - this.checkedAt >= CHECK_EVERY_MS) {
      this.checkedAt = now;
      this.update(freeBytes(this.folder));
    }
    return this.full;
  }

  /** Call this before access is ended. It gives up the reserve piece by piece; nothing else may use the reserve. */
  makeRoomToEnd(): void {
    if (!this.isFull()) return;
    const isSpent = this.reserve.give(freeBytesInFiles(this.folder));
    if (isSpent && !this.hasLoggedSpent) {
      logger().error(
        { folder: this.folder },
        "the disk space reserved for ending access is used up: make room on the disk at once",
      );
    }
    this.hasLoggedSpent = isSpent;
  }

  private update(free: number): void {
    const full = free < (this.full ? AGAIN_FREE_BYTES : RESERVED_FREE_BYTES);
    if (full === this.full) return;
    this.full = full;
    const line = { folder: this.folder, freeBytes: free, keptFreeBytes: RESERVED_FREE_BYTES };
    if (full) logger().error(line, "the disk is full: nothing is saved until there is room");
    else logger().info(line, "there is room on the disk again");
  }

  private async maintain(): Promise<void> {
    try {
      const full = this.isFull();
      if (!full) this.reserve.fill(freeBytes(this.folder), AGAIN_FREE_BYTES);
      if (this.engine.isAborted) await this.reopen(full);
      else await this.clearLog(full ? LOG_BYTES_WHEN_FULL : LOG_BYTES);
    } catch (error) {
      if (hasNoDescriptors(error)) this.engine.abandon(error);
      logger().warn({ err: error }, "the embedded database could not be tended");
    }
  }

  /** The embedded Postgres has no process that makes checkpoints: its log would grow until the next start. */
  private async clearLog(maxBytes: number): Promise<void> {
    const { rows } = await this.engine.query<{ behind: number }>(
      "SELECT (pg_current_wal_insert_lsn() - redo_lsn)::float8 AS behind FROM pg_control_checkpoint()",
    );
    if ((rows[0]?.behind ?? 0) > maxBytes) await this.engine.exec("CHECKPOINT");
  }

  private async reopen(full: boolean): Promise<void> {
    if (full || performance.now() < this.reopenAt) return;
    this.reopenAt = performance.now() + this.reopenPauseMs;
    this.reopenPauseMs = Math.min(2 * this.reopenPauseMs, REOPEN_PAUSE_MS.max);
    await this.engine.open();
    this.reopenPauseMs = REOPEN_PAUSE_MS.first;
    logger().info("the embedded database is open again");
  }
}

/**
 * Whether PGlite has run out of file descriptors. It never frees the descriptor of a file that it could not create, so
 * no later statement would work either.
 */
function hasNoDescriptors(error: unknown): boolean {
  return error instanceof Error && error.message.includes("No file descriptors available");
}
