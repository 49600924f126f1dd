import { type StatsFs, statfsSync } from "node:fs";
import { statfs } from "node:fs/promises";

/**
 * What stays free on the disk of DATA_DIR: a database that cannot write its log any more ends in the middle of whatever
 * it does. One piece of the log has 16 MiB, and ends of access and heartbeats are written on.
 */
export const KEPT_FREE_BYTES = 20 * 1024 * 1024;

/** A disk can also hold no more files, whatever room it has: a database makes some as it grows. */
const KEPT_FREE_FILES = 128;

/** As `freeBytes`, of a folder that may be on another machine: only who asks waits for it. */
export async function readFreeBytes(folder: string): Promise<number> {
  return inBytes(await statfs(folder));
}

/**
 * How many bytes this user may still write on the disk of a folder of this machine's; none where it holds hardly any more
 * files. It takes some microseconds.
 */
export function freeBytes(folder: string): number {
  return inBytes(statfsSync(folder));
}

/** As `freeBytes`, however many more files the disk holds: for what makes none. */
export function freeBytesInFiles(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Some file systems have no such limit, and say that they hold no files at all. */
function inBytes({ bavail, bsize, files, ffree }: StatsFs): number {
  return files > 0 && ffree < KEPT_FREE_FILES ? 0 : bavail * bsize;
}
