import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { logger } from "@/lib/logger";
import { listenAlone } from "./listen-alone";

/** Gives the folder to the next one. */
export type Unlock = () => void;

const ASK_EVERY_MS = 250;

/**
 * Takes a folder for this process: PGlite has no lock of its own, and two processes on one folder destroy the
 * database. The lock is the kernel's: it ends with the process, however that ends, and it holds between containers,
 * where a process id says nothing.
 * @param patienceMs how long to wait for one that holds it and may be ending
 * @throws Error that says who holds it, or why it cannot be locked, and what to do
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
        "another Gatehouse has the folder; if it is stopping, it is waited for",
      );
    }
    while (!unlock && performance.now() < deadline) {
      await pause(ASK_EVERY_MS);
      unlock = await tryLock(handle, folder, file);
    }
    if (!unlock) throw new Error(describeHolder(folder, file));
    note(handle, String(process.pid));
    return () => {
      note(handle, "");
      unlock();
      closeSync(handle);
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/** By both locks, where both can be had: of two containers on one folder, the one may have `flock` and the other none. */
async function tryLock(handle: number, folder: string, file: string): Promise<Unlock | undefined> {
  const answer = lockFile(handle, file);
  if (answer === "held") return undefined;
  try {
    return await listenAlone(folder);
  } catch (error) {
    // Where there is no socket, as by a path that is too long, nobody else can have one either.
    if (answer === "locked") return () => undefined;
    throw error;
  }
}

/**
 * Locks an open file. A lock of `flock` belongs to what was opened, not to the child that asked for it: it lasts until we
 * end, for no other child inherits what Node opens.
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
  const named = holder === "" ? "" : ` (process ${holder}, as it is numbered where it runs)`;
  return (
    `${folder} is in use by another Gatehouse${named}, which holds a lock on ${file}; ` +
    "stop it, or choose another DATA_DIR"
  );
}

/** For people alone: who holds the lock is decided by the kernel, whatever stands in the file. */
function note(handle: number, text: string): void {
  ftruncateSync(handle);
  writeSync(handle, text);
}
