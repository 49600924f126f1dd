import { percentile } from "./report";

/** One line of the table: what is measured, and what it is compared with in the same run. */
export interface Comparison {
  work: string;
  /** What the baseline is, in a few words. */
  against: string;
  unit: Unit;
  /** What the ratio, or the figure itself, should be, as it is printed. */
  goal: string;
  /** Where the number of rounds is not left to whoever runs it. */
  rounds?: number;
  baseline(): Promise<number | Measured>;
  ours(): Promise<Measured>;
}

export type Unit = "/s" | "ms" | "kB" | "MB" | "ms of CPU";

export interface Measured {
  figure: number;
  /** What else was seen in the same round, by names that may end with a unit. */
  also?: Record<string, number>;
  /** Single times in ms. Their p99 and the longest are those of all rounds together. */
  times?: number[];
  strain?: Strain;
}

/** How busy everybody was meanwhile, in shares of a core, and how late the server's event loop, in ms. */
export interface Strain {
  server: number;
  database: number;
  load: number;
  loopP99: number;
  loopLongest: number;
}

export interface Compared {
  work: string;
  against: string;
  unit: Unit;
  goal: string;
  rounds: number;
  baseline: Spread;
  baselineAlso: Record<string, Spread>;
  ours: Spread;
  /** Of each round's own two figures. */
  ratio: Spread;
  also: Record<string, Spread>;
  /** The medians of all rounds; of the longest delay, the longest. */
  strain?: Strain;
}

export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** Measures baseline and product alternately, so that both meet the same moods of the machine. */
export async function compare(comparison: Comparison, usual: number): Promise<Compared> {
  const { work, against, unit, goal, rounds = usual } = comparison;
  const bases: Measured[] = [];
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    const base = await comparison.baseline();
    bases.push(typeof base === "number" ? { figure: base } : base);
    measured.push(await comparison.ours());
  }
  const figures = measured.map(({ figure }) => figure);
  const baselines = bases.map(({ figure }) => figure);
  const strain = sumStrain(measured.flatMap((one) => one.strain ?? []));
  return {
    ...{ work, against, unit, goal, rounds },
    baseline: spread(baselines),
    baselineAlso: spreadMore(bases),
    ours: spread(figures),
    ratio: spread(figures.map((figure, round) => figure / (baselines[round] ?? Number.NaN))),
    also: spreadMore(measured),
    ...(strain && { strain }),
  };
}

const spreadMore = (measured: Measured[]) => ({
  ...spreadAlso(measured),
  ...spreadTimes(measured),
});

function spreadAlso(measured: Measured[]): Record<string, Spread> {
  const names = Object.keys(measured[0]?.also ?? {});
  return Object.fromEntries(
    names.map((name) => [name, spread(measured.map((one) => one.also?.[name] ?? Number.NaN))]),
  );
}

/** From so many on, one in a hundred is more than a chance. */
const ENOUGH_FOR_P99 = 200;

function spreadTimes(measured: Measured[]): Record<string, Spread> {
  const rounds = measured.flatMap(({ times }) => (times ? [times] : []));
  const all = rounds.flat();
  if (all.length === 0) return {};
  const p99 = {
    ...spread(rounds.map((times) => percentile(times, 0.99))),
    median: percentile(all, 0.99),
  };
  return {
    ...(all.length >= ENOUGH_FOR_P99 && { "p99 ms": p99 }),
    [`longest of ${all.length} ms`]: { ...spread(rounds.map(longest)), median: longest(all) },
  };
}

/** Of more numbers than a call takes arguments. */
const longest = (times: number[]) => times.reduce((most, time) => Math.max(most, time), 0);

function sumStrain(all: Strain[]): Strain | undefined {
  if (all.length === 0) return undefined;
  const median = (name: keyof Strain) => spread(all.map((one) => one[name])).median;
  return {
    server: median("server"),
    database: median("database"),
    load: median("load"),
    loopP99: median("loopP99"),
    loopLongest: Math.max(...all.map((one) => one.loopLongest)),
  };
}

export function spread(values: number[]): Spread {
  const median = percentile(values, 0.5);
  return { median, least: Math.min(...values), most: Math.max(...values) };
}
