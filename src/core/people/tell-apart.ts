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
  return people.map((person) => toPerson(person, findAlike(person, groups, byAddress)));
}

/** Field by field: there may be thousands, and those that begin with a spread take many times as long. */
function toPerson(row: PersonRow, alike: Person["alike"]): Person {
  const { id, name, as, sponsor, image, online, ended } = row;
  return ended === undefined
    ? { id, name, as, sponsor, image, online, alike }
    : { id, name, as, sponsor, image, online, ended, alike };
}

function findAlike(person: PersonRow, groups: Groups, byAddress: boolean): Person["alike"] {
  const alike = lookAlikeKeys(person.name).map((looks) => groups.get(looks) ?? []);
  if (alike.every((group) => group.length < 2)) return null;
  const others = alike.flat().filter((other) => other.id !== person.id);
  if (person.as !== "guest") return byAddress ? toTwin(person.email, others) : null;
  const nearest = others.find((other) => other.as !== "guest") ?? others[0];
  if (!nearest) return null;
  const isSponsorShared = others.some(
    ({ as, sponsor }) => as === "guest" && sponsor === person.sponsor,
  );
  return { name: nearest.name, email: byAddress && isSponsorShared ? person.email : null };
}

/** A member is told apart from other members alone: a guest beside them has a word of their own. */
function toTwin(email: string, others: PersonRow[]): Person["alike"] {
  const twin = others.find((other) => other.as !== "guest");
  return twin ? { name: twin.name, email } : null;
}

type Groups = ReadonlyMap<string, PersonRow[]>;

function groupByLooks(people: PersonRow[]): Groups {
  const groups = new Map<string, PersonRow[]>();
  const put = (looks: string, person: PersonRow) => {
    const group = groups.get(looks);
    if (group) group.push(person);
    else groups.set(looks, [person]);
  };
  for (const person of people) {
    const [small, capital] = lookAlikeKeys(person.name);
    put(small, person);
    if (capital !== small) put(capital, person);
  }
  return groups;
}
