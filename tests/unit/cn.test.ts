import { describe, expect, it } from "vitest";
import { cn } from "@/ui/primitives/cn";

describe("cn", () => {
  it.each([
    ["px-2 py-1", "p-3", "p-3"],
    ["p-3", "px-2", "p-3 px-2"],
    ["text-ink text-meta text-left", "text-cut-ink", "text-meta text-left text-cut-ink"],
    ["text-ui leading-5", "text-[13px]/6", "text-[13px]/6"],
    ["flex flex-1 flex-col", "hidden flex-row", "flex-1 hidden flex-row"],
    [
      "border border-line",
      "border-b-2 border-dashed",
      "border border-line border-b-2 border-dashed",
    ],
    ["w-[calc(100%-2px)] -mt-2", "w-full mt-1", "w-full mt-1"],
    ["h-8 coarse:h-11", "h-auto!", "h-8 coarse:h-11 h-auto!"],
    ["md:px-5 hover:bg-hover", "px-4 hover:bg-cut/60", "md:px-5 px-4 hover:bg-cut/60"],
    [
      "[&_td:where(:not([colspan]))]:px-2",
      "[&_td:where(:not([colspan]))]:px-3",
      "[&_td:where(:not([colspan]))]:px-3",
    ],
    ["[overflow-wrap:anywhere]", "[overflow-wrap:normal]", "[overflow-wrap:normal]"],
    ["truncate touch-target", "truncate", "truncate touch-target truncate"],
  ])("%s, then %s", (first, second, both) => {
    expect(cn(first, second)).toBe(both);
  });

  it("leaves out what is false or missing", () => {
    expect(cn("a", false, undefined, ["b", { c: true, d: false }])).toBe("a b c");
  });
});
