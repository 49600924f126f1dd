import { readInitials } from "@/ui/primitives/avatar";

/** How many hues there are. They are 30 degrees apart. */
const HUES = 12;

interface Face {
  id: string;
  name: string;
}

/** On pages outside of a workspace. */
export const NOBODY_ELSE: Readonly<Record<string, Face>> = {};

const known = new WeakMap<object, Map<string, number>>();

/**
 * The hue of somebody among the people that the user knows. Each begins with the hue of their id and takes the next one
 * that is free: no two have the same, up to twelve people, and no two ever have the same letters in the same hue.
 */
export function hueOf(people: Readonly<Record<string, Face>>, { id }: Face): number {
  let hues = known.get(people);
  if (!hues) {
    hues = shareHues(Object.values(people));
    known.set(people, hues);
  }
  return (hues.get(id) ?? hashId(id)) * (360 / HUES);
}

/** @returns the number of each person's hue, by id */
export function shareHues(people: readonly Face[]): Map<string, number> {
  const taken = new Set<string>();
  const given = new Map<string, number>();
  const areFew = people.length <= HUES;
  for (const { id, name } of people.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const letters = areFew ? "" : readInitials(name);
    const start = hashId(id);
    let hue = start;
    while (taken.has(`${letters} ${hue}`)) {
      hue = (hue + 1) % HUES;
      if (hue === start) break;
    }
    taken.add(`${letters} ${hue}`);
    given.set(id, hue);
  }
  return given;
}

function hashId(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return hash % HUES;
}
