import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { logger } from "@/lib/logger";
import { lockBySocket } from "./socket-lock";

/** Releases the folder for another process. */
export type Unlock = () => void;

const RETRY_EVERY_MS = 250;

/**
 * Locks a folder for this process. PGlite has no lock itself, and two processes on one folder destroy the database. The
 * lock is the kernel's: the kernel releases it when the process ends, in whatever manner, and it works between
 * containers, where a process id means nothing.
 * @param patienceMs how long to wait for a process that holds the lock and may be ending
 * @throws Error that says who holds the lock, or why the folder cannot be locked, and what to do
 */
export async function lockFolder(folder: string, patienceMs: number): Promise<Unlock> {
  const file = path.join(folder, "server.pid");
  const handle = openSync(file, "a+", 0o600);
  const deadline = performance.now() + patienceMs;
  try {
    let unlock = await tryLock(handle, folder, file);
    if (!unlock && patienceMs > 0) {
      logger().info(
        { folder, patienceMs },
        "another Gatehouse has the folder; waiting, in case it is stopping",
      );
    }
    while (!unlock && performance.now() < deadline) {
      await pause(RETRY_EVERY_MS);
      unlock = await tryLock(handle, folder, file);
    }
    if (!unlock) throw new Error(describeHolder(folder, file));
    writeHolder(handle, String(process.pid));
    return () => {
      writeHolder(handle, "");
      unlock();
      closeSync(handle);
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/** Takes both locks where both work: of two containers on one folder, one may have `flock` and the other may not. */
async function tryLock(handle: number, folder: string, file: string): Promise<Unlock | undefined> {
  const answer = lockFile(handle, file);
  if (answer === "held") return undefined;
  try {
    return await lockBySocket(folder);
  } catch (error) {
    // Where a socket is impossible, for example because the path is too long, no other process can have one either.
    if (answer === "locked") return () => undefined;
    throw error;
  }
}

/**
 * Locks an open file through the program `flock`. The kernel ties the lock to the open file, not to that child process.
 * It lasts until this process ends, because no other child inherits the files that Node opens.
 */
function lockFile(handle: number, file: string): "locked" | "held" | "no flock" {
  const { status, stderr, error } = spawnSync("flock", ["-n", "-x", "3"], {
    stdio: ["ignore", "ignore", "pipe", handle],
    encoding: "utf8",
  });
  if (isNotThere(error)) return "no flock";
  if (error) throw error;
  if (status === 0) return "locked";
  const why = stderr.trim();
  if (why === "") return "held";
  throw new Error(
    `${file} cannot be locked (${why}); the embedded database needs a DATA_DIR on a disk of this machine, ` +
      "else set DATABASE_URL",
  );
}

const isNotThere = (error?: NodeJS.ErrnoException) => error?.code === "ENOENT";

function describeHolder(folder: string, file: string): string {
  const holder = readFileSync(file, "utf8").trim();
  const named = holder === "" ? "" : ` (process ${holder}, by its number where it runs)`;
  return (
    `${folder} is in use by another Gatehouse${named}, which holds a lock on ${file}; ` +
    "stop it, or choose another DATA_DIR"
  );
}

/** The content of the file is only for people to read: the kernel decides who holds the lock. */
function writeHolder(handle: number, text: string): void {
  ftruncateSync(handle);
  writeSync(handle, text);
}
