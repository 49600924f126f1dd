/** The nth, or where there are fewer, the first again. @throws Error when there is none */
export function pick<T>(list: readonly T[], n: number): T {
  const one = list[n % list.length];
  if (one === undefined) throw new Error("nothing to choose from");
  return one;
}
