import { describe, expect, it } from "vitest";
import { matchWords } from "@/ui/switcher/match-words";
import { coreTime } from "../support/core-time";

const best = (query: string, ...names: string[]) =>
  names
    .flatMap((name) => {
      const fit = matchWords(query, name);
      return fit === null ? [] : { name, fit };
    })
    .sort((a, b) => b.fit - a.fit)
    .map(({ name }) => name);

describe("matchWords", () => {
  it.each([
    ["hl", "harbour-line"],
    ["harb", "harbour-line"],
    ["line", "harbour-line"],
    ["hali", "harbour-line"],
    ["pri ram", "Priya Raman"],
    ["raman priya", "Priya Raman"],
    ["jose", "José Ávila"],
    ["lukasz", "Łukasz Ødegård"],
    ["weiß", "WEISS"],
    ["太郎", "山田太郎"],
    ["हिन्दी", "कल हिन्दी"],
    ["", "anything"],
  ])("%s finds %s", (query, name) => {
    expect(matchWords(query, name)).not.toBeNull();
  });

  it.each([
    ["arb", "harbour-line"],
    ["lh", "harbour-line"],
    ["priya x", "Priya Raman"],
  ])("%s does not find %s", (query, name) => {
    expect(matchWords(query, name)).toBeNull();
  });

  it("puts the closer one first", () => {
    expect(best("ge", "guest-events", "general")).toEqual(["general", "guest-events"]);
    expect(best("design", "team-design", "design")).toEqual(["design", "team-design"]);
  });

  it("stays quick on a name of many words", () => {
    expect(coreTime(() => matchWords("a".repeat(40), "a ".repeat(80)))).toBeLessThan(200);
  });
});
