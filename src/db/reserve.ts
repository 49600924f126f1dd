import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from "node:fs";
import path from "node:path";

const MEGABYTE = 1024 * 1024;
const WHOLE_BYTES = 8 * MEGABYTE;
const PIECE_BYTES = 2 * MEGABYTE;

/**
 * A file that reserves room on the disk, for the time when the rest is full. Transactions that end somebody's access
 * get it piece by piece.
 */
export class Reserve {
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, "reserve");
  }

  /** Fills the file up to its full size, if at least `leaveBytes` of the `freeBytes` stay free. */
  fill(freeBytes: number, leaveBytes: number): void {
    const missing = WHOLE_BYTES - this.size();
    if (missing <= 0 || freeBytes - missing < leaveBytes) return;
    const handle = openSync(this.file, "a", 0o600);
    try {
      // Random bytes: a file system may store zeros without using any room.
      for (let i = 0; i < missing; i += MEGABYTE) writeSync(handle, randomBytes(MEGABYTE));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  /**
   * Gives one piece up, if less than a piece is free on the disk.
   * @returns whether a piece was needed and nothing was left
   */
  give(freeBytes: number): boolean {
    if (freeBytes >= PIECE_BYTES) return false;
    const size = this.size();
    if (size === 0) return true;
    const handle = openSync(this.file, "r+");
    ftruncateSync(handle, Math.max(0, size - PIECE_BYTES));
    closeSync(handle);
    return false;
  }

  private size(): number {
    return statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
  }
}
