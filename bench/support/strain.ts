import { measureCpu } from "./cpu";
import type { Measured } from "./rounds";

/** A server whose event loop is watched. */
interface Watched {
  url: string;
  pid: number;
}

export interface Others {
  databasePids(): Promise<number[]>;
  loadPids(): number[];
}

/**
 * Measures something, and meanwhile the server: how long its event loop let a timer wait (its own metrics, from
 * `monitorEventLoopDelay`, which begin anew with each reading), and how busy it was beside database and clients.
 */
export async function watchServer(
  { url, pid }: Watched,
  { databasePids, loadPids }: Others,
  work: () => Promise<Measured>,
): Promise<Measured> {
  await readDelay(url);
  const processes = { server: () => [pid], database: databasePids, load: loadPids };
  const { result, seconds, cpu } = await measureCpu(processes, work);
  const strain = {
    server: cpu.server / seconds,
    database: cpu.database / seconds,
    load: cpu.load / seconds,
    ...(await readDelay(url)),
  };
  return { ...result, strain };
}

/** Node looks every so often, and counts the time between two looks. */
const LOOKS_EVERY_MS = 10;

async function readDelay(url: string) {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  const late = (name: string) =>
    Math.max(0, pickMetric(text, `nodejs_eventloop_lag_${name}_seconds`) * 1_000 - LOOKS_EVERY_MS);
  return { loopP99: late("p99"), loopLongest: late("max") };
}

function pickMetric(text: string, name: string): number {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}
