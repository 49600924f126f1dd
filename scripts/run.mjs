import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readEnvFile } from "./env-file.mjs";

/** The folder of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const children = new Set();

/** Prints a line for the person at the terminal, on standard error: standard output is for the server's log. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program in the checkout.
 * @param options.quiet does not print the output, but returns it, for the caller to show after a failure
 * @returns the exit code, and the output if `quiet`
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

/** The paths, relative to the checkout, of all files in a folder, or of the file itself; none if it does not exist. */
export function filesUnder(path) {
  const full = resolve(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesUnder(inner) : [inner];
  });
}

/** Runs a program of an installed package, for example `tool("next/dist/bin/next", ["build"])`. */
export function tool(script, args, options) {
  return run(process.execPath, [resolve(root, "node_modules", script), ...args], options);
}

/**
 * Ends this process, and the programs that it has started, on a signal. Returns a function that removes the handlers.
 */
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

const CHECK_EVERY_MS = 250;

/**
 * Sends this process SIGTERM when its parent has ended. npm runs a script through a shell. bash replaces itself with
 * the script, but dash, the shell of Debian, stays as a process in between. On a signal dash ends alone, and without
 * this the server would go on running unnoticed. On Windows this does nothing: a process keeps its parent's id there,
 * and a console ends all its processes.
 */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = listParents();
  const watch = setInterval(() => {
    if (listParents() === before) return;
    clearInterval(watch);
    // A second signal would interrupt an orderly stop.
    if (isStopping()) return;
    process.kill(process.pid, "SIGTERM");
  }, CHECK_EVERY_MS);
  watch.unref();
}

/** The id of the parent process. If that is the shell between npm and this script, also npm's id (on Linux only). */
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

/** Reads the server's phase from the process-wide slot (`src/lib/process-wide.ts`). */
function isStopping() {
  return /^(draining|stopping)$/.test(globalThis[Symbol.for("gatehouse")]?.phase);
}

/**
 * Reads `.env`, if there is one, into the environment. A variable that is set already keeps its value.
 * @throws EnvFileError
 */
export function loadEnvFile() {
  const settings = readEnvFile(resolve(root, ".env"));
  for (const [name, value] of Object.entries(Object.fromEntries(settings))) {
    process.env[name] ??= value;
  }
  // The start compares these names with those of the settings, and warns of misspelled ones.
  process.env.GATEHOUSE_NAMES_IN_FILE = settings.map(([name]) => name).join(" ");
}
