import { describe, expect, it } from "vitest";
import { cutAround } from "@/ui/search/cut-around";
import {
  explainWrong,
  finishFilter,
  readChannel,
  readOpenFilter,
  readTerms,
} from "@/ui/search/search-terms";
import { toPlainText } from "@/ui/search/plain-text";

describe("search terms", () => {
  it("leaves filters out of the words that are marked", () => {
    const terms = readTerms('harbour in:"design team" -merged from:ines -"a b" has:link plan');
    expect(terms.map(({ words }) => words[0]?.text)).toEqual(["harbour", "plan"]);
  });

  it("knows the channel that a query keeps to, as the server does", () => {
    expect(readChannel("plan")).toBeNull();
    expect(readChannel("in:")).toBeNull();
    expect(readChannel("plan in:one IN:#Harbour")).toBe("Harbour");
    expect(readChannel('in:"design team" plan')).toBe("design team");
  });

  it("says what a filter takes that was given something else", () => {
    const day = "takes a day, as 2026-03-14";
    expect(explainWrong("before:tomorrow flow")).toBe(`before: ${day}`);
    expect(explainWrong("flow AFTER:")).toBe(`after: ${day}`);
    expect(explainWrong("after:2026-01-01 before:2026-02-31")).toBe(`before: ${day}`);
    expect(explainWrong("has:foo")).toBe("has: takes link, file, image, reaction or pin");
    expect(explainWrong('in:x from:"A B" has:links after:2026-01-31 at:home')).toBeNull();
  });

  it("knows the filter that is being typed, and finishes it", () => {
    expect(readOpenFilter("plan in:har")).toEqual({ key: "in:", value: "har" });
    expect(readOpenFilter("plan in:harbour ")).toBeNull();
    expect(finishFilter("plan in:har", "in:", "harbour")).toBe("plan in:harbour ");
    expect(finishFilter("plan from:in", "from:", "Ines Moreau")).toBe('plan from:"Ines Moreau" ');
    expect(finishFilter('plan -from:"Ines Mo', "from:", "Ines Moreau")).toBe(
      'plan -from:"Ines Moreau" ',
    );
    expect(finishFilter("plan", "in:", "")).toBe("plan in:");
  });

  it("marks words by their beginning and nothing within words", () => {
    expect(cutAround("Kumquats and akumquat", readTerms("kumq"))).toEqual([
      { text: "Kumquats", found: true },
      { text: " and akumquat", found: false },
    ]);
  });

  it.each([
    ["Cafe\u0301 und Tee", "CAFÉ", ["Cafe\u0301"]],
    ["in der Straße", "strasse", ["Straße"]],
    ["Ver\u00adtrag", "vertrag", ["Ver\u00adtrag"]],
    ["我家在上海东边。", "上海", ["上海"]],
    ["上海的海", "海", ["海", "海"]],
    [
      "한글과 \u1112\u1161\u11ab\u1100\u1173\u11af",
      "한글",
      ["한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"],
    ],
    ["blau, gelb. Gelb: blauer", '"gelb blauer"', ["Gelb: blauer"]],
    ["blau gelb", '"blauer"', []],
    ["wide.png, png.wide", "wide.png", ["wide.png"]],
  ])("marks in %s what %s finds", (text, query, marked) => {
    const pieces = cutAround(text, readTerms(query));
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.filter((piece) => piece.found).map((piece) => piece.text)).toEqual(marked);
  });

  it("cuts a long text so that what was found is in sight", () => {
    const pieces = cutAround(`${"word ".repeat(80)}needle end`, readTerms("needle"));
    expect(pieces[0]?.text).toBe("… ");
    expect(pieces.map((piece) => piece.text).join("").length).toBeLessThan(120);
  });

  describe("of what was written", () => {
    const id = "0198a000-0000-7000-8000-000000000001";
    const gone = "0198a000-0000-7000-8000-000000000002";
    const ines = {
      id,
      name: "Ines",
      as: "owner",
      sponsor: null,
      image: null,
      online: true,
      alike: null,
    } as const;
    const plain = (body: string) => toPlainText(body, { [id]: ines });

    it("shows the words without their markup", () => {
      expect(plain("**bold _it_** *star* ~~strike~~ `co_d_e` ***both*** 2 * 3 * 4 \\*5\\*")).toBe(
        "bold it star strike co_d_e both 2 * 3 * 4 *5*",
      );
      expect(plain("see [the plan](https://a.test/b) or https://c.test")).toBe(
        "see the plan or https://c.test",
      );
      expect(plain("# Head\nhi\n```ts\n**x**\n```")).toBe("Head\nhi\n**x**");
    });

    it("names people and never shows an id, also of those who left", () => {
      expect(plain(`<@${id}> <@${gone}> <!channel>`)).toBe("@Ines @someone @channel");
    });

    it("keeps quotes, lists and tables apart from the rest", () => {
      expect(plain("> **Gina Guest**\n> when?\n\nsoon")).toBe("“Gina Guest\nwhen?”\nsoon");
      expect(plain("- one\n- two\n  - inner\n\n3. three\n4. four")).toBe(
        "• one\n• two\n• inner\n3. three\n4. four",
      );
      expect(plain("|a|b|\n|-|-|\n|c|**d**|")).toBe("a · b\nc · d");
    });

    it("is found and marked also where markup stood within it", () => {
      expect(cutAround(plain("> **harb**our\n- a _plan_"), readTerms("harbour plan"))).toEqual([
        { text: "“", found: false },
        { text: "harbour", found: true },
        { text: "” • a ", found: false },
        { text: "plan", found: true },
      ]);
    });
  });
});
