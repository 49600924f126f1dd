import { describe, expect, it } from "vitest";
import {
  cutAround,
  explainWrong,
  finishFilter,
  readChannel,
  readOpenFilter,
  readWords,
} from "@/ui/search/search-terms";
import { toPlainText } from "@/ui/search/plain-text";

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
      expect(cutAround(plain("> **harb**our\n- a _plan_"), ["harbour", "plan"])).toEqual([
        { text: "“", found: false },
        { text: "harbour", found: true },
        { text: "” • a ", found: false },
        { text: "plan", found: true },
      ]);
    });
  });
});
