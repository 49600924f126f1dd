/**
 * The text of a receipt.
 * @param connections how many were cut; null when they could not be counted
 * @param write formats a number for the reader's language
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
