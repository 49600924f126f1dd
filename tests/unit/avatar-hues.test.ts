import { expect, it } from "vitest";
import { shareHues } from "@/ui/people/avatar-hues";
import { readInitials } from "@/ui/primitives/avatar";

const crowd = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `0198a000-${(n * 7919).toString(16)}`,
    name: `${"ABCDE"[n % 5]}nna ${"MN"[n % 2]}ay`,
  }));

it("gives twelve people twelve hues, and never two of a larger crowd the same letters in the same hue", () => {
  expect(new Set(shareHues(crowd(12)).values()).size).toBe(12);
  const many = crowd(110);
  const hues = shareHues(many);
  const faces = many.map(({ id, name }) => `${readInitials(name)} ${hues.get(id)}`);
  expect(new Set(faces).size).toBe(110);
});

it("gives a hue to two of a team only when nobody is without one", () => {
  const hues = [...shareHues(crowd(20)).values()];
  expect(new Set(hues).size).toBe(12);
  for (const hue of hues) expect(hues.filter((one) => one === hue).length).toBeLessThanOrEqual(2);
});

it("leaves people their hue, in whatever order they are listed", () => {
  const people = crowd(12);
  expect(shareHues(people.toReversed())).toEqual(shareHues(people));
});
