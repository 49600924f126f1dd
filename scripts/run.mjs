import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readEnvFile } from "./env-file.mjs";

/** The checkout that these scripts belong to. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const children = new Set();

/** Tells the person at the terminal; standard output stays free for the server's log. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program in the checkout and resolves with its exit code and output.
 * `quiet` keeps the output back, for the caller to show when something went wrong.
 */
export function run(file, args, { env = process.env, quiet = false } = {}) {
  return new Promise((resolveRun, reject) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(file, args, { cwd: root, env, stdio });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });
    children.add(child);
    child.on("error", (error) => {
      children.delete(child);
      reject(error);
    });
    child.on("close", (code, signal) => {
      children.delete(child);
      resolveRun({ code: code ?? (signal === "SIGINT" ? 130 : 143), output });
    });
  });
}

/** All files of a folder of the checkout, or the file itself, by their paths in it; none where there is neither. */
export function filesUnder(path) {
  const full = resolve(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesUnder(inner) : [inner];
  });
}

/** Runs a program that came with the installed packages: `tool("next/dist/bin/next", ["build"])`. */
export function tool(script, args, options) {
  return run(process.execPath, [resolve(root, "node_modules", script), ...args], options);
}

/** Ends with the programs started here when told to stop; undone by the function it returns. */
export function stopOnSignal() {
  const stops = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const listeners = Object.entries(stops).map(([signal, code]) => {
    const listener = () => {
      for (const child of children) child.kill(signal);
      process.exit(code);
    };
    process.on(signal, listener);
    return () => process.removeListener(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

const LOOKED_AFTER_MS = 250;

/**
 * Stops, as on SIGTERM, when whoever started this process is gone. npm runs a script by a shell: bash becomes the
 * script, but dash, the shell of Debian, stays in between, ends on a signal by itself and would leave a server that
 * nobody knows of.
 * Nothing to do on Windows, where a process keeps the number of its parent and consoles end all that they started.
 */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = listParents();
  const watch = setInterval(() => {
    if (listParents() === before) return;
    clearInterval(watch);
    // A second signal would cut short what a first has begun.
    if (isStopping()) return;
    process.kill(process.pid, "SIGTERM");
  }, LOOKED_AFTER_MS);
  watch.unref();
}

/** This process's parent; where that is the shell which npm has run it by, npm itself too, as far as Linux tells. */
function listParents() {
  const parent = process.ppid;
  try {
    const words = readFileSync(`/proc/${parent}/cmdline`, "utf8").split("\0");
    if (!words.some((word) => word.startsWith(process.env.npm_lifecycle_script)))
      return `${parent}`;
    const [, , above] = readFileSync(`/proc/${parent}/stat`, "utf8").split(/ (?=[^)]*$)/);
    return `${parent} ${above}`;
  } catch {
    return `${parent}`;
  }
}

/** The server says so in what its process has once (`src/lib/process-wide.ts`). */
function isStopping() {
  return /^(draining|stopping)$/.test(globalThis[Symbol.for("gatehouse")]?.phase);
}

/**
 * Reads `.env` where there is one; what the environment says already goes first.
 * @throws EnvFileError
 */
export function loadEnvFile() {
  const settings = readEnvFile(resolve(root, ".env"));
  for (const [name, value] of Object.entries(Object.fromEntries(settings))) {
    process.env[name] ??= value;
  }
  // For the start to hold against those that there are.
  process.env.GATEHOUSE_NAMES_IN_FILE = settings.map(([name]) => name).join(" ");
}
