import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** The server has a core to itself; its clients and its database share another. */
export const SERVER_CORE = 0;
export const CLIENT_CORE = 1;

/**
 * Keeps a process, with its threads, on one core. Children that it starts later stay there too. Where that is not
 * possible (not Linux, or one core), it does nothing.
 */
export async function pin(pid: number | undefined, core: number): Promise<void> {
  if (pid === undefined || !canPin) return;
  await execute("taskset", ["-a", "-c", "-p", String(core), String(pid)]);
}

export const canPin = process.platform === "linux" && availableParallelism() > 1;
