/** Converts a timestamp, as the database drivers return it in raw rows, to ISO 8601 UTC. */
export function toIso(value: string | Date): string {
  return new Date(value).toISOString();
}
