import { statfsSync } from "node:fs";

/**
 * What stays free on the disk of DATA_DIR: a database that cannot write its log any more ends in the middle of whatever
 * it does. One piece of the log has 16 MiB, and ends of access and heartbeats are written on.
 */
export const KEPT_FREE_BYTES = 20 * 1024 * 1024;

/** How many bytes this user may still write on the disk of a folder. It takes some microseconds. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
