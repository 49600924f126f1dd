import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from "node:fs";
import path from "node:path";

const MEGABYTE = 1024 * 1024;
const WHOLE_BYTES = 8 * MEGABYTE;
const PIECE_BYTES = 2 * MEGABYTE;

/**
 * A file that takes room on the disk so that there is some when others have taken the rest: what ends somebody's access
 * gets it piece by piece.
 */
export class Reserve {
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, "reserve");
  }

  /** Makes it whole again, if that leaves so much room. */
  fill(free: number, leave: number): void {
    const missing = WHOLE_BYTES - this.size();
    if (missing <= 0 || free - missing < leave) return;
    const handle = openSync(this.file, "a", 0o600);
    try {
      // Not zeros: a file system may keep those without room.
      for (let i = 0; i < missing; i += MEGABYTE) writeSync(handle, randomBytes(MEGABYTE));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  /**
   * Gives a piece up where less than that is free.
   * @returns whether nothing was left to be given
   */
  give(free: number): boolean {
    if (free >= PIECE_BYTES) return false;
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
