/** Milliseconds of a core that a call takes: what other processes take meanwhile does not count. */
export function coreTime(run: () => unknown): number {
  const begun = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
