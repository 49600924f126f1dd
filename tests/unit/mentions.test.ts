import { describe, expect, it } from "vitest";
import type { Person } from "@/lib/api-types";
import { findPeople, readQuery } from "@/ui/composer/mentions/find-people";
import { replaceMentions } from "@/lib/notification-text";
import { toEditable, toTokens } from "@/ui/composer/mentions/mention-text";
import { quoteBody } from "@/ui/message/quote";

const [U1, U2, U3, GONE] = [1, 2, 3, 4].map(
  (end) => `0198a000-0000-7000-8000-00000000000${end}`,
) as [string, string, string, string];
const names: Record<string, string> = { [U1]: "Ann", [U2]: "Ann Marie", [U3]: "Zoë (design)" };
const nameOf = (id: string) => names[id];
const ids = new Map(Object.entries(names).map(([id, name]) => [name, id]));

describe("mentions in words and in tokens", () => {
  it("takes the longest name, whatever its letters, and only a whole one", () => {
    expect(toTokens("@Ann Marie, @ann and @Zoë (design)!", ids, true)).toBe(
      `<@${U2}>, <@${U1}> and <@${U3}>!`,
    );
    expect(toTokens("@Annabel, me@ann.test @@Ann", ids, true)).toBe("@Annabel, me@ann.test @@Ann");
  });

  it("calls everyone only where that is allowed", () => {
    expect(toTokens("@channel lunch", ids, true)).toBe("<!channel> lunch");
    expect(toTokens("@channel lunch", ids, false)).toBe("@channel lunch");
    expect(toTokens("@channels", ids, true)).toBe("@channels");
  });

  it("leaves code alone", () => {
    const code = "`@Ann` and\n```\n@Ann\n```";
    expect(toTokens(`${code} @Ann`, ids, true)).toBe(`${code} <@${U1}>`);
  });

  it("comes back from editing as it was, also with people one does not know", () => {
    const body = `<@${U2}> <@${GONE}> <!channel> \`<@${U1}>\``;
    expect(toEditable(body, nameOf)).toBe(`@Ann Marie <@${GONE}> @channel \`<@${U1}>\``);
    expect(toTokens(toEditable(body, nameOf), ids, true)).toBe(body);
  });

  it("takes what could be nobody's id for words", () => {
    expect(replaceMentions("<@x> and <@u-1>", nameOf)).toBe("<@x> and <@u-1>");
  });

  it("spells everybody out for a notification", () => {
    expect(replaceMentions(`<@${U1}> <@${GONE}> <!channel>`, nameOf)).toBe(
      "@Ann @someone @channel",
    );
    const code = `\`<@${U1}>\``;
    expect(replaceMentions(`${code} > <@${U2}>`, nameOf)).toBe(`${code} > @Ann Marie`);
  });
});

describe("completion", () => {
  const person = (id: string, name: string): Person => ({
    id,
    name,
    as: "member",
    sponsor: null,
    image: null,
    online: false,
    alike: null,
  });
  const people = [person("a", "Amy Zed"), person("b", "Bea Amato"), person("me", "Amos")];

  it("begins at an @ that begins a word", () => {
    expect(readQuery("hi @am", 6)).toEqual({ words: "am", start: 3 });
    expect(readQuery("@Ann Ma", 7)).toEqual({ words: "Ann Ma", start: 0 });
    expect(readQuery("me@am", 5)).toBeNull();
    expect(readQuery("@am ", 2)).toEqual({ words: "a", start: 0 });
    expect(readQuery("no", 2)).toBeNull();
  });

  it("puts those of the channel first, then those whose name begins so, and never oneself", () => {
    const here = new Set(["b"]);
    const found = findPeople("am", { people, meId: "me", here, everyone: true });
    expect(found.map((one) => one.kind === "person" && [one.id, one.here])).toEqual([
      ["b", true],
      ["a", false],
    ]);
  });

  it("offers everyone to those who may, and not to guests", () => {
    const everyone = (words: string, may: boolean) =>
      findPeople(words, { people, meId: "me", here: null, everyone: may }).some(
        (one) => one.kind === "everyone",
      );
    expect([everyone("ch", true), everyone("", true), everyone("ch", false)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("quoteBody", () => {
  it("quotes every line, with who wrote it", () => {
    expect(quoteBody("Ann", "one\n\ntwo")).toBe("> **Ann**\n> one\n>\n> two\n");
  });
});
