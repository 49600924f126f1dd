import type { Drill } from "./api-types";

/** What was wrong in a drill, a sentence each; empty when it was all right. */
export function describeFaults(drill: Omit<Drill, "id" | "at" | "ok">): string[] {
  const { nodes, deliveredAfter, answeredMs, lastClosedMs, limitMs } = drill;
  if (answeredMs === null) return ["It could not be finished."];
  const missing = nodes.expected - nodes.confirmed;
  return [
    ...(missing > 0 ? [describeMissing(missing, nodes.expected)] : []),
    ...(deliveredAfter > 0
      ? [`${countOf(deliveredAfter, "message")} reached the guest after the revocation.`]
      : []),
    ...(answeredMs > limitMs
      ? [`The answer took ${toMs(answeredMs)}; the limit is ${toMs(limitMs)}.`]
      : []),
    ...describeClosing(lastClosedMs, limitMs),
  ];
}

const describeMissing = (missing: number, expected: number) =>
  expected === 1
    ? "The server did not confirm."
    : `${missing} of ${expected} nodes did not confirm.`;

function describeClosing(lastClosedMs: number | null, limitMs: number): string[] {
  if (lastClosedMs === null) return ["A connection was not seen to close."];
  if (lastClosedMs <= limitMs) return [];
  return [
    `The last connection was gone after ${toMs(lastClosedMs)}; the limit is ${toMs(limitMs)}.`,
  ];
}

/** Milliseconds as they are shown: `1,204 ms`. */
export const toMs = (ms: number) => `${ms.toLocaleString("en-US")} ms`;

const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
