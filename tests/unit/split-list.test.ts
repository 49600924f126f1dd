import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ListSplitter } from "@/import/slack/split-list";

/** As a ZIP unpacks: in parts that end anywhere, in the middle of a character too. */
function split(text: string, size: number): unknown[] {
  const bytes = Buffer.from(text);
  const splitter = new ListSplitter();
  const items: unknown[] = [];
  for (let i = 0; i < bytes.length; i += size) {
    for (const item of splitter.take(bytes.subarray(i, i + size))) items.push(JSON.parse(item));
  }
  splitter.end();
  return items;
}

describe("a list cut into its items", () => {
  it("is the list", () => {
    const spaces = fc.constantFrom(undefined, 1, "\t");
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), spaces, size, (list, space, bytes) => {
        const text = `\n ${JSON.stringify(list, null, space)} \r\n`;
        expect(split(text, bytes)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("is refused where JSON.parse refuses it", () => {
    const signs = fc.array(fc.constantFrom(...'[]{}",:\\ 1a'), { maxLength: 12 });
    fc.assert(
      fc.property(signs, (inside) => {
        const text = `[${inside.join("")}`;
        const outcome = (read: () => unknown) => {
          try {
            return read();
          } catch {
            return "refused";
          }
        };
        expect(outcome(() => split(text, 3))).toEqual(outcome(() => JSON.parse(text)));
      }),
      { numRuns: 5_000 },
    );
  });
});
