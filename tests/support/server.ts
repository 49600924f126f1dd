import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { PASSWORD, WRONG_PASSWORD } from "./password";
import { waitUntil } from "./wait";

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

export interface ServerOptions {
  /** Settings in addition to the defaults of the tests. */
  env?: Record<string, string>;
  /**
   * Kept between two starts that name the same folder. Without it, one is made for this server and deleted after it.
   */
  dataDir?: string;
  /** What a folder that is empty begins with: the path of one to copy. */
  template?: string;
  /** Where its log lines go, for tests that read them before it is ready. */
  logs?: LogLine[];
  /** The beginning of the command: a program that runs another, such as `unshare`. */
  inside?: string[];
}

export interface TestServer {
  url: string;
  pid: number;
  logs: LogLine[];
  /** Every line that it has written to standard output, log lines or not. */
  stdout: string[];
  stderr: () => string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it (SIGTERM by default) and waits until it has exited. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Warnings and errors that no test has declared as expected, except those of a machine that is busy. */
  unexpected(...allowed: RegExp[]): LogLine[];
}

const WARN = 40;
/** On a busy machine the question may take longer than it may: then guests are cut, as promised, and tests notice that. */
const BUSY = /^access could not be confirmed$/;

/** A server must not keep running when its test fails before stopping it, or is killed. */
const endWithTests = "data:text/javascript,process.stdin.on('end',()=>process.exit(1)).resume()";

/** What makes servers cheap for tests. A bench starts one as an operator does: there, nothing is loaded before it. */
const quickPasswords = `${new URL("quick-passwords.mjs", import.meta.url)}?${new URLSearchParams([
  ["of", PASSWORD],
  ["of", WRONG_PASSWORD],
])}`;
const preloads = [endWithTests, ...(process.env.VITEST === undefined ? [] : [quickPasswords])];

/** Starts the built server on a free port as an operator would, and waits for its ready line. */
export async function startServer({
  env = {},
  dataDir,
  template,
  logs = [],
  inside = [],
}: ServerOptions = {}): Promise<TestServer> {
  const own =
    dataDir === undefined ? mkdtempSync(path.join(tmpdir(), "gatehouse-test-")) : undefined;
  const folder = dataDir ?? own ?? "";
  if (template && !existsSync(path.join(folder, "pglite")))
    cpSync(template, folder, { recursive: true });
  const loaded = preloads.flatMap((file) => ["--import", file]);
  const [program, ...args] = [...inside, process.execPath, ...loaded, "dist/server.js"] as const;
  const child = spawn(program, args, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: "0",
      HOST: "127.0.0.1",
      RATE_LIMITS: "off",
      DATA_DIR: folder,
      BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
      ...env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const stdout: string[] = [];
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    stdout.push(line);
    keep(logs, line);
  });
  const ready = () => logs.find((line) => line.msg === "ready");
  await waitUntil(
    () => ready() !== undefined || child.exitCode !== null,
    100_000,
    () => stderr,
  );
  const url = ready()?.url;
  if (typeof url !== "string") throw new Error(`the server did not start:\n${stderr}`);
  return {
    url,
    pid: child.pid ?? 0,
    logs,
    stdout,
    stderr: () => stderr,
    signal: (signal) => void child.kill(signal),
    stop: async (signal = "SIGTERM") => {
      await end(child, signal);
      if (own) rmSync(own, { recursive: true, force: true });
      return child.exitCode;
    },
    unexpected: (...allowed) => {
      const known = [BUSY, ...allowed];
      return logs.filter(
        ({ level, msg }) => level >= WARN && !known.some((sentence) => sentence.test(msg)),
      );
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

function keep(logs: LogLine[], line: string): void {
  try {
    logs.push(JSON.parse(line) as LogLine);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
