import type { Row } from "../support/report";
import type { Compared, Spread, Strain } from "../support/rounds";

/** A line of the table as it is printed. */
export function toRow(one: Compared): Row {
  const { work, against, unit, ours, ratio, also, strain, goal } = one;
  return {
    work,
    "compared with": against,
    baseline: describeBaseline(one),
    gatehouse: formatSpread(ours),
    unit,
    ratio: ratio.median.toFixed(2),
    also: describeAlso(also),
    "server, database, load busy": strain ? describeBusy(strain) : "",
    "loop late, ms": strain ? describeDelay(strain) : "",
    "to reach": goal,
  };
}

/** The figure of the baseline, and what else was seen of it. */
export function describeBaseline({ baseline, baselineAlso }: Compared): string {
  return [formatSpread(baseline), describeAlso(baselineAlso)].filter(Boolean).join(", ");
}

/** What was measured, in one line. */
export function describe({ unit, ours, ratio, also }: Compared): string {
  const more = describeAlso(also);
  return `${formatSpread(ours)} ${unit}, ratio ${formatSpread(ratio)}${more && `, ${more}`}`;
}

/** As in "p99 6.5 ms": a name may end with its unit. */
export function describeAlso(also: Compared["also"]): string {
  return Object.entries(also)
    .map(([name, { median }]) => {
      const [, what = name, unit = ""] = /^(.*)( (?:ms|kB|MB))$/.exec(name) ?? [];
      return `${what} ${format(median)}${unit}`;
    })
    .join(", ");
}

export const describeBusy = ({ server, database, load }: Strain) =>
  [server, database, load].map((share) => `${Math.round(share * 100)} %`).join(", ");

export const describeDelay = ({ loopP99, loopLongest }: Strain) =>
  `p99 ${format(loopP99)}, longest ${format(loopLongest)}`;

/** The median, with the least and the most of all rounds where they differ. */
export function formatSpread({ median, least, most }: Spread): string {
  const range = least === most ? "" : ` (${format(least)}–${format(most)})`;
  return format(median) + range;
}

/** With two figures at least. */
export function format(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString("en-US");
  if (Number.isInteger(value)) return String(value);
  return value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2);
}
