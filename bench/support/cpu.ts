import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";

/** Which processes' time is counted together. A function, where processes come and go. */
export type Processes<Name extends string> = Record<Name, () => number[] | Promise<number[]>>;

export interface Spent<Name extends string> {
  seconds: number;
  /** Seconds of CPU that each used meanwhile. Not a number where the system does not tell (not Linux). */
  cpu: Record<Name, number>;
}

/** Measures how much time of the machine's cores each of these processes uses while something runs. */
export async function measureCpu<Name extends string, T>(
  processes: Processes<Name>,
  work: () => Promise<T>,
): Promise<Spent<Name> & { result: T }> {
  const before = await readAll(processes);
  const begun = performance.now();
  const result = await work();
  const seconds = (performance.now() - begun) / 1_000;
  const after = await readAll(processes);
  const names = Object.keys(processes) as Name[];
  const used = names.map((name) => [name, since(before[name], after[name])]);
  return { result, seconds, cpu: Object.fromEntries(used) as Record<Name, number> };
}

type Clocks = Map<string, number>;

/** A thread that began meanwhile counts from zero; what one used that ended is lost. */
function since(before: Clocks, after: Clocks): number {
  if (after.size === 0) return Number.NaN;
  let sum = 0;
  for (const [thread, seconds] of after) sum += seconds - (before.get(thread) ?? 0);
  return sum;
}

async function readAll<Name extends string>(
  processes: Processes<Name>,
): Promise<Record<Name, Clocks>> {
  const names = Object.keys(processes) as Name[];
  const read = names.map(async (name) => [name, await readClocks(await processes[name]())]);
  return Object.fromEntries(await Promise.all(read)) as Record<Name, Clocks>;
}

async function readClocks(pids: number[]): Promise<Clocks> {
  const clocks: Clocks = new Map();
  for (const pid of pids) {
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const [nanoseconds] = (await readOrNothing(`/proc/${pid}/task/${thread}/schedstat`)).split(
        " ",
      );
      if (nanoseconds) clocks.set(thread, Number(nanoseconds) / 1e9);
    }
  }
  return clocks;
}

/** A process and all that it has started. */
export async function listFamily(pid: number): Promise<number[]> {
  if (!existsSync("/proc")) return [pid];
  const children = (await readOrNothing(`/proc/${pid}/task/${pid}/children`)).split(" ");
  return [pid, ...children.filter(Boolean).map(Number)];
}

/** What has just ended has no file any more. */
const readOrNothing = (path: string) => readFile(path, "utf8").catch(() => "");

/** The memory that a process holds, in kB (`VmRSS`). */
export async function residentKb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
}
