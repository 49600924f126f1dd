import { execFile, spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { letPass } from "../wait";

export const execute = promisify(execFile);

/** Whether the tests run as root, who may install packages and must not run Postgres. */
export const isRoot = process.getuid?.() === 0;

/** The first of these programs that exists, by name in `PATH` or by full path. */
export function findProgram(...names: (string | undefined)[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .filter((name): name is string => name !== undefined && name !== "")
    .flatMap((name) => (name.includes("/") ? [name] : folders.map((dir) => join(dir, name))))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs a package of the system if that is possible. Returns whether it worked. */
async function installPackage(name: string): Promise<boolean> {
  const apt = findProgram("apt-get");
  if (!isRoot || !apt) return false;
  process.stderr.write(`Installing ${name} with apt-get …\n`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  try {
    await execute(apt, ["update"], options);
    const flags = ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"];
    await execute(apt, [...flags, name], { ...options, maxBuffer: 64 * 1024 * 1024 });
    return true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** A program as `find` finds it, if necessary after installing its package; undefined if it cannot be had. */
export async function findOrInstall(
  name: string,
  find: () => string | undefined,
): Promise<string | undefined> {
  return find() ?? ((await installPackage(name)) ? find() : undefined);
}

/** As `findOrInstall`, for an optional program: prints what is not tested without it. */
export async function findIfPossible(name: string, where: string): Promise<string | undefined> {
  const found = await findOrInstall(name, () =>
    findProgram(name, `/usr/sbin/${name}`, `/usr/local/bin/${name}`),
  );
  if (!found) {
    process.stderr.write(
      `\nNO ${name.toUpperCase()}: what is said about it in ${where} IS NOT TESTED HERE. ` +
        `Install it (on Debian: apt-get install ${name}; on macOS: brew install ${name}).\n\n`,
    );
  }
  return found;
}

/** A port that nothing listens on right now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** A program that runs until it is stopped. */
export interface Running {
  pid: number;
  /** Everything that it has written so far. */
  output: () => string;
  exited: Promise<void>;
  hasExited: () => boolean;
  signal: (signal: NodeJS.Signals) => void;
}

/** Starts a program in the background. It ends with the tests at the latest. */
export function startProgram(
  file: string,
  args: string[],
  options: { uid?: number; gid?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Running {
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  let output = "";
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  let gone = false;
  const exited = new Promise<void>((done) => {
    const finish = () => {
      gone = true;
      process.removeListener("exit", killAtExit);
      done();
    };
    child.once("exit", finish);
    child.once("error", (error) => {
      output += `\n${error.message}`;
      finish();
    });
  });
  return {
    pid: child.pid ?? -1,
    output: () => output,
    exited,
    hasExited: () => gone,
    signal: (signal) => child.kill(signal),
  };
}

/** Waits until a probe succeeds. The error has what the program wrote. */
export async function waitUntilReady(
  name: string,
  running: Running,
  probe: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && !running.hasExited()) {
    if (await probe()) return;
    await letPass(50, "they go on at this pace");
  }
  running.signal("SIGKILL");
  throw new Error(`${name} did not start:\n${running.output()}`);
}

/** Stops a program with a signal, then by force. A suspended one would not receive the signal. */
export async function stopProgram(running: Running, signal: NodeJS.Signals): Promise<void> {
  if (running.hasExited()) return;
  running.signal("SIGCONT");
  running.signal(signal);
  const timer = setTimeout(() => running.signal("SIGKILL"), 10_000);
  await running.exited;
  clearTimeout(timer);
}
