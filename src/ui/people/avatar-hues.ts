import { readInitials } from "@/ui/primitives/avatar";

/** How many hues there are. They are 30 degrees apart. */
const HUES = 12;
/** Among more people than these the hues are not shared out: whoever joined would change those of many others. */
const MAX_SHARED = 3 * HUES;

interface Face {
  id: string;
  name: string;
}

/** On pages outside of a workspace. */
export const NOBODY_ELSE: Readonly<Record<string, Face>> = {};

const known = new WeakMap<object, Map<string, number>>();

/**
 * The hue of somebody among the people that the user knows. Each begins with the hue of their id and takes the next one
 * that the fewest have: no two have the same, up to twelve people, and no two ever have the same letters in the same hue.
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
  const counts = new Map<string, number>();
  const countOf = (key: string | number) => counts.get(String(key)) ?? 0;
  const count = (key: string | number) => counts.set(String(key), countOf(key) + 1);
  const given = new Map<string, number>();
  const areFew = people.length <= MAX_SHARED;
  for (const { id, name } of people.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const letters = readInitials(name);
    const start = hashId(id);
    const loadOf = (hue: number) =>
      countOf(`${letters} ${hue}`) * MAX_SHARED + (areFew ? countOf(hue) : 0);
    let best = start;
    for (let step = 1; step < HUES; step++) {
      const hue = (start + step) % HUES;
      if (loadOf(hue) < loadOf(best)) best = hue;
    }
    count(`${letters} ${best}`);
    count(best);
    given.set(id, best);
  }
  return given;
}

function hashId(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return hash % HUES;
}
