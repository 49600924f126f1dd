/** Whether this is a date such as 2026-03-14. The 31st of February and the year 0 are not: Postgres refuses them. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || text.startsWith("0000")) return false;
  return new Date(at).toISOString().slice(0, 10) === text;
}
