import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeQuery, writeWords } from "@/core/messages/message-words";
import { parseSearch } from "@/core/messages/parse-search";
import { foldText } from "@/lib/fold-text";
import { cutWords, findTerm, toTerm } from "@/lib/search-words";
import { startOfDay } from "@/lib/start-of-day";

const cut = (text: string) => cutWords(foldText(text)).map((word) => word.text);

describe("the words of a message", () => {
  it.each([
    ["Bitte an <lena.brandt@example.org>", ["bitte", "an", "lena", "brandt", "example", "org"]],
    ["कल हिन्दी में", ["कल", "हिन्दी", "में"]],
    ["Straße CAFÉ İlker ﬁx foo_bar", ["strasse", "cafe", "ilker", "fix", "foo", "bar"]],
    ["在上海2026年3月", ["在上", "上海", "海", "2026", "年", "3", "月"]],
    ["กาแฟ ｶﾞ", ["กา", "าแ", "แฟ", "ฟ", "ガ"]],
  ])("%s", (text, words) => {
    expect(cut(text)).toEqual(words);
  });

  it("are those that are shown, whatever markup they have, and the addresses of links", () => {
    expect(writeWords("**Prüf**bericht <@0198a000-0000-7000-8000-000000000001>")).toBe(
      "'prufbericht':1",
    );
    expect(writeWords("`ab`cd &auml;h")).toBe("'abcd':1 'auml':2 'h':3");
    expect(writeWords("[der Plan](https://a.test/b%C3%BCro) gilt", ["a.png"])).toBe(
      "'der':1 'plan':2 'gilt':3 'https':5 'a':6,10 'test':7 'buro':8 'png':11",
    );
    expect(writeWords("https://a.test <https://b.test>")).toBe(
      "'https':1,4 'a':2 'test':3,6 'b':5",
    );
  });

  it("fit into the database, whatever a message has", () => {
    expect(cut("x".repeat(3_000))).toEqual(["x".repeat(100)]);
    expect(cut(`x${"𐐨".repeat(99)}`)).toEqual([`x${"𐐨".repeat(49)}`]);
    expect(writeWords("a ".repeat(300)).split(",")).toHaveLength(255);
    expect(writeWords("[a](https://x.test/%ff)")).toContain("'ff':");
  });

  it("are found by any part of the text that begins where a word does", () => {
    const letters = fc.constantFrom(..."aBéß 1._上海东が한글กาแ\u0301\u00ad".split(""));
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 30 }),
        fc.nat(30),
        fc.nat(30),
        (all, from, length) => {
          const text = all.join("").normalize("NFC");
          const words = cutWords(foldText(text));
          const first = words[from % Math.max(words.length, 1)];
          if (!first) return;
          const part = foldText(text).slice(first.start, first.start + length + 1);
          const term = toTerm(part, false);
          if (term)
            expect(findTerm(words, term)).toContainEqual(
              expect.objectContaining({ start: first.start }),
            );
        },
      ),
    );
  });
});

describe("a search", () => {
  const ask = (query: string) => writeQuery(parseSearch(query).wanted.terms);
  const leaveOut = (query: string) => writeQuery(parseSearch(query).leftOut.terms);

  it.each([
    ["Gate merged", "('gate':*) & ('merged':*)"],
    ['"blau gelb"', "('blau' <1> 'gelb')"],
    ["„blau gelb”", "('blau' <1> 'gelb')"],
    ["«blau gelb»", "('blau' <1> 'gelb')"],
    ["»blau gelb«", "('blau' <1> 'gelb')"],
    ["「blau gelb」", "('blau' <1> 'gelb')"],
    ['"blau gel', "('blau' <1> 'gel':*)"],
    ["wide.png", "('wide' <1> 'png':*)"],
    ["上海", "('上海')"],
    ["海", "('海':*)"],
    ["上海东ab", "('上海' <1> '海东' <2> 'ab':*)"],
    ["--force it's", "('force':*) & ('it' <1> 's':*)"],
    ["has:nothing", "('has' <1> 'nothing':*)"],
    ["from: in:", "('from':*) & ('in':*)"],
    ["' & | ! :* \\", ""],
  ])("%s", (query, words) => {
    expect(ask(query)).toBe(words);
  });

  it("leaves out what has a minus before it", () => {
    expect(leaveOut('gate -merged -"blau gelb" - x')).toBe("('merged':*) & ('blau' <1> 'gelb')");
    expect(leaveOut("gate –merged −x －“blau gelb” – y")).toBe(
      "('merged':*) & ('x':*) & ('blau' <1> 'gelb')",
    );
    const { leftOut } = parseSearch('-from:"Ada L" -in:#one -in:two -has:files -from:@me');
    expect(leftOut).toMatchObject({
      in: ["one", "two"],
      from: ["Ada L", "me"],
      has: new Set(["file"]),
    });
  });

  it.each([
    ["🎉 in:x", true],
    ['"…" has:file', true],
    ["🎉 party in:x", false],
    ["🎉 2 in:x", false],
    ["in:x", false],
    ['in:x -" – "', false],
    ['in:x -"🎉"', false],
  ])("asks for signs alone, which no message is found by: %s", (query, isOfSigns) => {
    expect(parseSearch(query)).toMatchObject({ isOfSigns });
  });

  it("keeps to the last channel and person that it names, and to twenty parts", () => {
    const { wanted } = parseSearch("in:#one from:ada in:two from:@me");
    expect(wanted).toMatchObject({ in: ["two"], from: ["me"] });
    expect(parseSearch("a ".repeat(30)).wanted.terms).toHaveLength(20);
  });

  it("takes filters as Chinese and Japanese input methods type them", () => {
    const { wanted } = parseSearch("in：＃一般 from：＠李小龙");
    expect(wanted).toMatchObject({ terms: [], in: ["一般"], from: ["李小龙"] });
  });

  it("means the days of the reader's zone", () => {
    const berlin = parseSearch("after:2026-03-15 before:2026-03-16", "Europe/Berlin");
    expect(berlin.after?.toISOString()).toBe("2026-03-14T23:00:00.000Z");
    expect(berlin.before?.toISOString()).toBe("2026-03-15T23:00:00.000Z");
    expect(parseSearch("-before:2026-03-15").after?.toISOString()).toBe("2026-03-15T00:00:00.000Z");
  });
});

describe("the beginning of a day", () => {
  it.each([
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
    ["2026-03-15", "Pacific/Kiritimati", "2026-03-14T10:00:00.000Z"],
    ["2026-03-15", "Asia/Kolkata", "2026-03-14T18:30:00.000Z"],
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
    ["0001-01-01", "Europe/Berlin", "0001-01-01T00:00:00.000Z"],
    ["9999-12-31", "America/New_York", "9999-12-31T05:00:00.000Z"],
  ])("%s in %s", (day, zone, moment) => {
    expect(startOfDay(day, zone).toISOString()).toBe(moment);
  });
});
