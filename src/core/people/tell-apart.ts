import type { Person } from "@/lib/api-types";
import { lookAlikeKeys } from "@/lib/look-alike";

export interface PersonRow extends Omit<Person, "alike"> {
  email: string;
}

/**
 * Adds to each guest whose name looks like another person's name what tells the two apart: the sponsor, or the address
 * if guests of the same sponsor look alike. A reader who may not know the sponsor learns only that there are two.
 * Members with names that look alike are told apart by their addresses.
 * @param byAddress whether the reader may know addresses
 */
export function tellApart(people: PersonRow[], { byAddress }: { byAddress: boolean }): Person[] {
  const groups = groupByLooks(people);
  return people.map(({ email, ...person }) => {
    const others = lookAlikeKeys(person.name)
      .flatMap((looks) => groups.get(looks) ?? [])
      .filter((other) => other.id !== person.id);
    if (person.as !== "guest")
      return { ...person, alike: byAddress ? toTwin(email, others) : null };
    const nearest = others.find((other) => other.as !== "guest") ?? others[0];
    if (!nearest) return { ...person, alike: null };
    const isSponsorShared = others.some(
      ({ as, sponsor }) => as === "guest" && sponsor === person.sponsor,
    );
    const address = byAddress && isSponsorShared ? email : null;
    return { ...person, alike: { name: nearest.name, email: address } };
  });
}

/** A member is told apart from other members alone: a guest beside them has a word of their own. */
function toTwin(email: string, others: PersonRow[]): Person["alike"] {
  const twin = others.find((other) => other.as !== "guest");
  return twin ? { name: twin.name, email } : null;
}

function groupByLooks(people: PersonRow[]): Map<string, PersonRow[]> {
  const groups = new Map<string, PersonRow[]>();
  for (const person of people) {
    for (const looks of new Set(lookAlikeKeys(person.name))) {
      const group = groups.get(looks);
      if (group) group.push(person);
      else groups.set(looks, [person]);
    }
  }
  return groups;
}
