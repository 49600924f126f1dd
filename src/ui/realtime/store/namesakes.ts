import type { Person } from "@/lib/api-types";
import { looksAlike } from "@/lib/look-alike";

type People = Readonly<Record<string, Person>>;

/**
 * Whether a change of this person may change what is shown beside the names of others: whom they may be mistaken for,
 * and who their sponsor is. It may when the person came, left, was renamed or changed their role.
 */
export function mayChangeAlike(before: People, now: People, id: string): boolean {
  const [former, person] = [before[id], now[id]];
  if (former?.name === person?.name && former?.as === person?.as) return false;
  const others = Object.values(now).filter((one) => one.id !== id);
  const names = new Set([former, person].flatMap((one) => (one ? one.name : [])));
  return others.some(
    (other) =>
      [...names].some((name) => looksAlike(other.name, name)) ||
      mayChangeSponsor(other, former, person),
  );
}

/** A sponsor is shown by name, and only to those who may know of that person. */
function mayChangeSponsor(other: Person, former?: Person, person?: Person): boolean {
  if (other.as !== "guest" || person?.as === "guest") return false;
  return other.sponsor === null ? former === undefined : other.sponsor === former?.name;
}
