import { type StatsFs, statfsSync } from "node:fs";
import { statfs } from "node:fs/promises";

/**
 * How much stays free on the disk of DATA_DIR. A database that cannot write its log aborts in the middle of its work. A
 * segment of the log has 16 MiB. The rest is for ends of access and heartbeats, which are still written.
 */
export const RESERVED_FREE_BYTES = 20 * 1024 * 1024;

/** How many new files must still be possible: a disk can run out of inodes, and a growing database makes new files. */
const KEPT_FREE_FILES = 128;

/** Like `freeBytes`, for a folder that may be on another machine: only the caller waits, not the whole process. */
export async function readFreeBytes(folder: string): Promise<number> {
  return inBytes(await statfs(folder));
}

/**
 * How many bytes this user may still write on the disk of a local folder; 0 when the disk has hardly any inodes left.
 * The call takes some microseconds.
 */
export function freeBytes(folder: string): number {
  return inBytes(statfsSync(folder));
}

/** Like `freeBytes`, but without regard to inodes: for a caller that makes no new file. */
export function freeBytesInFiles(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** A file system without a limit on inodes reports `files` as 0. */
function inBytes({ bavail, bsize, files, ffree }: StatsFs): number {
  return files > 0 && ffree < KEPT_FREE_FILES ? 0 : bavail * bsize;
}
