import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Copied, so that a test may break it. Everything else is linked to what the tests run on. */
const COPIED = ["scripts", "dist", "package.json", "package-lock.json", ".npmrc"];
const LEFT_OUT = new Set([...COPIED, ".git", ".cache", ".data", ".env", "docs", "tests", "bench"]);

const START = [process.execPath, "scripts/start.mjs"];

export interface Start {
  command?: readonly string[];
  /** The number of a user, for tests that run as root. */
  user?: number;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder with the content of a clone after `npm start` has installed and built it, to start from. */
export class Checkout {
  readonly folder = mkdtempSync(path.join(tmpdir(), "gatehouse-checkout-"));

  constructor() {
    for (const name of COPIED) cpSync(name, this.at(name), { recursive: true });
    for (const name of readdirSync(".").filter((one) => !LEFT_OUT.has(one))) {
      symlinkSync(path.resolve(name), this.at(name));
    }
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  /** Starts it as `npm start` does. */
  spawn(env: Record<string, string>, { command = START, user }: Start = {}) {
    const [file = "", ...args] = command;
    return spawn(file, args, {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...env } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
      ...(user !== undefined && { uid: user, gid: user }),
    });
  }

  /** Starts it and waits for its end, for a start that fails. */
  start(env: Record<string, string> = {}, how?: Start): Promise<Ended> {
    return this.follow(this.spawn(env, how));
  }

  /** The output of a process until it ends. */
  async follow(child: ReturnType<Checkout["spawn"]>, onOutput = (_all: string) => {}) {
    const ended: Ended = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (bytes: Buffer) => onOutput((ended.stdout += bytes.toString())));
    child.stderr.on("data", (bytes: Buffer) => (ended.stderr += bytes.toString()));
    [ended.code] = (await once(child, "close")) as [number | null];
    return ended;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
