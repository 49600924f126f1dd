import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What `--json` printed: all of standard output. */
  json: () => any;
}

/**
 * Runs `npm run admin -- …` without npm, with only these settings.
 * @param options.uid run it as another user
 */
export async function runAdmin(
  args: string[],
  env: Record<string, string>,
  options: { uid?: number } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ["scripts/admin.mjs", ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      DATABASE_URL: "",
      REDIS_URL: "",
      BETTER_AUTH_SECRET,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr, json: () => JSON.parse(stdout) };
}

/** The secret of all servers of the tests. */
const BETTER_AUTH_SECRET = "a secret of the tests that is long enough";
