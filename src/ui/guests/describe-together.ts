/** With how many others somebody was cut off: the receipt counts the connections of all of them. */
export function describeTogether(together: number | null | undefined): string {
  const others = (together ?? 1) - 1;
  if (others < 1) return "";
  return others === 1 ? " with 1 other" : ` with ${others.toLocaleString("en")} others`;
}
