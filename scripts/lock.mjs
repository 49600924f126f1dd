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

const beat = 1000;
const staleAfter = 15_000;

/**
 * Runs `work` while holding a lock file, so that starts in one checkout install and build one after
 * the other. A holder that died is recognised by its process id, or by its silence.
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
  const heart = setInterval(() => touch(path), beat);
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heart);
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

/** Moves an abandoned lock away; if another start was quicker, what was moved is its new lock. */
function breakAbandoned(path) {
  const aside = `${path}.${process.pid}`;
  try {
    const before = readFileSync(path, "utf8");
    if (!isAbandoned(path, before)) return;
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== before) linkSync(aside, path);
    rmSync(aside);
  } catch (error) {
    // Released or taken over in the meantime: the next turn will tell.
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
}

function isAbandoned(path, content) {
  if (Date.now() - statSync(path).mtimeMs > staleAfter) return true;
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
