/** The first `count` of a list in this order. The others are not sorted: a list of people may have thousands. */
export function firstOf<T>(
  list: readonly T[],
  count: number,
  order: (one: T, other: T) => number,
): T[] {
  const first: T[] = [];
  for (const one of list) {
    const last = first[count - 1];
    if (last !== undefined && order(one, last) >= 0) continue;
    const at = first.findIndex((other) => order(one, other) < 0);
    first.splice(at < 0 ? first.length : at, 0, one);
    first.length = Math.min(first.length, count);
  }
  return first;
}
