import type { Person } from "@/lib/api-types";
import { looksAlike } from "@/lib/look-alike";

type People = Readonly<Record<string, Person>>;

/**
 * Whether a change of this person may change who has a similar name. It does when they came, left, were renamed or
 * changed their role.
 */
export function mayMistake(before: People, now: People, id: string): boolean {
  const [former, person] = [before[id], now[id]];
  if (former?.name === person?.name && former?.as === person?.as) return false;
  const others = Object.values(now).filter((one) => one.id !== id);
  const names = new Set([former, person].flatMap((one) => (one ? one.name : [])));
  return others.some((other) => [...names].some((name) => looksAlike(other.name, name)));
}
