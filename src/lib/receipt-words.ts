/**
 * How a receipt says what was cut.
 * @param connections null where they could not be counted
 * @param write how a number is written where it is read
 */
export function describeCut(
  connections: number | null,
  confirmed: boolean,
  write: (count: number) => string = String,
): string {
  if (connections === null) return confirmed ? "every connection cut" : "connections not counted";
  if (connections === 0) return "no connection was open";
  return `${write(connections)} ${connections === 1 ? "connection" : "connections"} cut`;
}
