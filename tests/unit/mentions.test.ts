import { describe, expect, it } from "vitest";
import type { Person } from "@/lib/api-types";
import { findPeople, readQuery } from "@/ui/composer/mentions/find-people";
import { EVERYONE_NAME, replaceMentions } from "@/lib/notification-text";
import { EVERYONE, toEditable, toToken, toTokens } from "@/ui/composer/mentions/mention-text";
import { changeText, type Place, type Written } from "@/ui/composer/mentions/places";
import { createNameFinder } from "@/ui/composer/mentions/typed-names";
import { quoteBody } from "@/ui/message/quote";

const [U1, U2, U3, GONE] = [1, 2, 3, 4].map(
  (end) => `0198a000-0000-7000-8000-00000000000${end}`,
) as [string, string, string, string];
const names: Record<string, string> = { [U1]: "Ann", [U2]: "Ann Marie", [U3]: "Zoë (design)" };
const nameOf = (id: string) => names[id];
const finderOf = (people: Record<string, string>) =>
  createNameFinder(
    Object.entries(people).map(([id, name]) => [name, id === EVERYONE ? id : toToken(id)] as const),
  );
const finder = finderOf({ ...names, [EVERYONE]: EVERYONE_NAME });
const send = (text: string, places: Place[] = [], names = finder) =>
  toTokens({ text, places }, names);

/** What is sent after somebody has typed, chosen and deleted: `|` is the caret. */
function edit(before: Written, after: string): Written {
  const caret = after.indexOf("|");
  return changeText(before, after.replace("|", ""), caret);
}

describe("a name that was typed in full", () => {
  it("is the longest one, whatever its letters, and only a whole one", () => {
    expect(send("@Ann Marie, @ann and @Zoë (design)!")).toBe(`<@${U2}>, <@${U1}> and <@${U3}>!`);
    expect(send("@Annabel, me@ann.test @@Ann")).toBe("@Annabel, me@ann.test @@Ann");
    expect(send("@zoe (DESIGN), @Zoe\u0308 (design)")).toBe(`<@${U3}>, <@${U3}>`);
  });

  it.each([
    ["İlker Şahin", "@ilker  sahin, @İlker\u00a0S\u0327ahin", "<@id>, <@id>"],
    ["O'Connor", "@O’Connor @o'connor’s", "<@id> <@id>’s"],
    ["Ben", "你好@Ben 请看，＠Ben。x@Ben", "你好<@id> 请看，<@id>。x@Ben"],
    ["田中", "@田中さん", "<@id>さん"],
  ])("of %s is found as people type it", (name, typed, wanted) => {
    expect(send(typed, [], finderOf({ id: name }))).toBe(wanted);
  });

  it("is nobody's if it may be two people's", () => {
    const two = finderOf({ a: "Alex Kim", b: "Alex Kim", c: "Alex" });
    expect(send("@Alex Kim, @Alex", [], two)).toBe("@Alex Kim, <@c>");
  });

  it("calls everyone only where that is allowed", () => {
    expect(send("@channel lunch")).toBe("<!channel> lunch");
    expect(send("@channel lunch", [], finderOf(names))).toBe("@channel lunch");
    expect(send("@channels")).toBe("@channels");
  });

  it.each([
    "`@Ann` and\n```\n@Ann\n```",
    "~~~\n@Ann zuweisen\n~~~",
    "```\n@Ann",
    "`code over\ntwo @Ann lines`",
    "https://medium.example/@ann/artikel",
    "[page](https://medium.example/@ann)",
    "\\@Ann",
    "> @Ann wrote",
  ])("is left alone in %j", (text) => {
    expect(send(text)).toBe(text);
    expect(send(`@Ann ${text}`.replace("@Ann ", "@Ann\n\n"))).toBe(`<@${U1}>\n\n${text}`);
  });
});

describe("a name that was chosen", () => {
  const chosen: Written = {
    text: "@Alex Kim @Alex Kim ",
    places: [
      { start: 0, end: 9, token: "<@b>" },
      { start: 10, end: 19, token: "<@a>" },
    ],
  };
  const two = finderOf({ a: "Alex Kim", b: "Alex Kim" });
  const sent = ({ text, places }: Written) => send(text, [...places], two);

  it("is that person, whoever else has the name, and stays so with every other change", () => {
    expect(sent(chosen)).toBe("<@b> <@a> ");
    const longer = edit(edit(chosen, "hi |@Alex Kim @Alex Kim "), "hi @Alex Kim, |@Alex Kim ");
    expect(sent(longer)).toBe("hi <@b>, <@a> ");
  });

  it("is gone when it was changed, and of two equal ones the one that was", () => {
    expect(sent(edit(chosen, "@Alex Ki| @Alex Kim "))).toBe("@Alex Ki <@a> ");
    expect(sent(edit(chosen, "|@Alex Kim "))).toBe("<@a> ");
    expect(sent(edit(chosen, "@Alex Kim |"))).toBe("<@b> ");
  });

  it("comes back from editing as it was, also with people one does not know", () => {
    const body = `<@${U2}> <@${GONE}> <!channel> <!here> \`<@${U1}>\` and @Ann, who was not here then`;
    const written = toEditable(body, nameOf, finder, () => null);
    expect(written.text).toBe(
      `@Ann Marie <@${GONE}> @channel @here \`<@${U1}>\` and @Ann, who was not here then`,
    );
    expect(toTokens(written, finder)).toBe(body);
    const more = changeText(written, `${written.text}. @Ann`);
    expect(toTokens(more, finder)).toBe(`${body}. <@${U1}>`);
  });
});

describe("a channel in a message that is edited", () => {
  it("has its name where the user sees it, and stays what it was", () => {
    const [seen, unseen] = [U1, U2].map((id) => `https://x.test/w/acme/c/${id}`);
    const channelOf = (href: string) => (href === seen ? "#plans" : null);
    const body = `see <${seen}>, ${seen} and <${unseen}>, \`<${seen}>\` [<${seen}>](${seen})`;
    const written = toEditable(body, nameOf, finder, channelOf);
    expect(written.text).toBe(
      `see #plans, #plans and <${unseen}>, \`<${seen}>\` [<${seen}>](${seen})`,
    );
    expect(toTokens(written, finder)).toBe(body);
    expect(replaceMentions(body, nameOf, channelOf)).toBe(written.text);
  });
});

describe("mentions in words", () => {
  it("takes what could be nobody's id for words", () => {
    expect(replaceMentions("<@x> and <@u-1>", nameOf)).toBe("<@x> and <@u-1>");
  });

  it("spells everybody out for a notification", () => {
    expect(replaceMentions(`<@${U1}> <@${GONE}> <!channel> <!here>`, nameOf)).toBe(
      "@Ann @someone @channel @here",
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

  it("begins beside letters that have no spaces, at a wide @, and goes on in any spelling", () => {
    const read = (text: string) => readQuery(text, text.length)?.words ?? null;
    expect(["你好@Be", "＠Be", "@O’Con", "@İlk", "@Zoe\u0308", "me@Be"].map(read)).toEqual([
      "Be",
      "Be",
      "O’Con",
      "İlk",
      "Zoe\u0308",
      null,
    ]);
    const offered = (words: string, name: string) =>
      findPeople(words, { people: [person("a", name)], meId: "me", here: null, everyone: false })
        .length === 1;
    for (const [words, name] of [
      ["zoe", "Zoë Müller"],
      ["muller", "Zoë Müller"],
      ["O’Con", "O'Connor"],
      ["İlk", "İlker Şahin"],
      ["ilk", "İlker Şahin"],
      ["marie", "Anne-Marie St. John"],
      ["annemarie st. jo", "Anne-Marie St. John"],
      ["oconnor", "Kate O’Connor"],
      ["민수", "김민수"],
      ["小龙", "李小龙"],
    ] as const) {
      expect(offered(words, name), words).toBe(true);
    }
    expect(offered("rie", "Anne-Marie St. John")).toBe(false);
  });

  it("puts those of the channel first, then those whose name begins so, and never oneself", () => {
    const here = new Set(["b"]);
    const found = findPeople("am", { people, meId: "me", here, everyone: true });
    expect(found.map((one) => one.kind === "person" && [one.id, one.here])).toEqual([
      ["b", true],
      ["a", false],
    ]);
  });

  it("offers everyone, and those who are connected, to those who may, and not to guests", () => {
    const groups = (words: string, may: boolean) =>
      findPeople(words, { people, meId: "me", here: null, everyone: may }).flatMap(({ kind }) =>
        kind === "person" ? [] : kind,
      );
    expect([groups("ch", true), groups("he", true)]).toEqual([["everyone"], ["here"]]);
    expect(groups("", true)).toEqual(["everyone", "here"]);
    expect(["ch", "he", ""].flatMap((words) => groups(words, false))).toEqual([]);
  });
});

describe("quoteBody", () => {
  it("quotes every line, with who wrote it", () => {
    expect(quoteBody("Ann", "one\n\ntwo")).toBe("> **Ann**\n> one\n>\n> two\n");
  });
});
