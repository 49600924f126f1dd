import { describe, expect, it } from "vitest";
import {
  cutAround,
  finishFilter,
  readChannel,
  readOpenFilter,
  readWords,
} from "@/ui/chat/search/search-terms";
import { toPlainText } from "@/ui/chat/search/plain-text";

describe("search terms", () => {
  it("leaves filters out of the words that are marked", () => {
    expect(readWords('harbour in:"design team" from:ines has:link plan')).toEqual([
      "harbour",
      "plan",
    ]);
  });

  it("knows the channel that a query keeps to, as the server does", () => {
    expect(readChannel("plan")).toBeNull();
    expect(readChannel("in:")).toBeNull();
    expect(readChannel("plan in:one IN:#Harbour")).toBe("harbour");
    expect(readChannel('in:"design team" plan')).toBe("design team");
  });

  it("knows the filter that is being typed, and finishes it", () => {
    expect(readOpenFilter("plan in:har")).toEqual({ key: "in:", value: "har" });
    expect(readOpenFilter("plan in:harbour ")).toBeNull();
    expect(finishFilter("plan in:har", "in:", "harbour")).toBe("plan in:harbour ");
    expect(finishFilter("plan from:in", "from:", "Ines Moreau")).toBe('plan from:"Ines Moreau" ');
    expect(finishFilter("plan", "in:", "")).toBe("plan in:");
  });

  it("marks words by their beginning and nothing within words", () => {
    expect(cutAround("Kumquats and akumquat", ["kumq"])).toEqual([
      { text: "Kumquats", found: true },
      { text: " and akumquat", found: false },
    ]);
  });

  it("cuts a long text so that what was found is in sight", () => {
    const pieces = cutAround(`${"word ".repeat(80)}needle end`, ["needle"]);
    expect(pieces[0]?.text).toBe("… ");
    expect(pieces.map((piece) => piece.text).join("").length).toBeLessThan(120);
  });

  it("names people instead of their ids", () => {
    const id = "0198a000-0000-7000-8000-000000000001";
    const people = {
      [id]: {
        id,
        name: "Ines",
        as: "owner" as const,
        sponsor: null,
        image: null,
        online: true,
      },
    };
    expect(toPlainText(`hi <@${id}>, \`code\` and **bold**\n\`\`\`ts\nx\n\`\`\``, people)).toBe(
      "hi @Ines, code and bold\n\nx\n",
    );
  });
});
