import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const HEARTBEAT_MS = 1000;
const STALE_AFTER_MS = 15_000;

/**
 * Runs `work` while it holds a lock file, so that several starts in one checkout install and build one after
 * the other. A lock is abandoned when its process does not exist any more, or has not touched the file for long.
 */
export async function withLock(path, { onWait }, work) {
  mkdirSync(dirname(path), { recursive: true });
  let waited = false;
  while (!tryTake(path)) {
    if (!waited) onWait();
    waited = true;
    breakAbandoned(path);
    await sleep(200);
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    release();
  }
}

function tryTake(path) {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname(), at: Date.now() }), {
      flag: "wx",
    });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Renames an abandoned lock, then deletes it. If another start was faster, the renamed file is its new lock: put it
 * back.
 */
function breakAbandoned(path) {
  const aside = `${path}.${process.pid}`;
  try {
    const before = readFileSync(path, "utf8");
    if (!isAbandoned(path, before)) return;
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== before) linkSync(aside, path);
  } catch (error) {
    // The lock was released or taken over meanwhile: the caller tries again.
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isAbandoned(path, content) {
  if (Date.now() - statSync(path).mtimeMs > STALE_AFTER_MS) return true;
  if (content === "") return false;
  const { pid, host } = JSON.parse(content);
  return host === hostname() && (pid === process.pid || !isAlive(pid));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function touch(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
