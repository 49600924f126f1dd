/** A number with its noun; nothing for zero. */
export function count(number: number, one: string, many: string): string {
  if (number === 0) return "";
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
