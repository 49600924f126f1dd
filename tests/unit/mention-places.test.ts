import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionPlaces, mentionsIn } from "@/lib/markdown/mentions";
import { parseBody } from "@/lib/markdown/parse-body";

const U1 = "0198a000-0000-7000-8000-000000000001";
const ANN = `<@${U1}>`;

describe("what a body mentions", () => {
  it.each([
    `${ANN} und <!channel>`,
    `**${ANN}**: <!channel>`,
    `- a\n  1. ${ANN}\n# <!channel>`,
    `| a | b |\n|---|---|\n| x \\| ${ANN} | <!channel> |`,
    `[${ANN}](https://x.test) <!channel>`,
    `\`open ${ANN} <!channel>`,
  ])("calls outside of code: %j", (body) => {
    expect(mentionsIn(body)).toEqual({ userIds: [U1], everyone: true, here: false });
    const toThosePresent = body.replace("<!channel>", "<!here>");
    expect(mentionsIn(toThosePresent)).toEqual({ userIds: [U1], everyone: false, here: true });
  });

  it.each([
    `\`${ANN} <!channel>\``,
    `\`two\n${ANN}\``,
    `\`\`\`\n${ANN}\n<!channel>\n\`\`\``,
    `\`\`\`\n${ANN} is never closed`,
    `~~~\n${ANN}\n~~~`,
    `- \`\`\`\n  ${ANN}\n  \`\`\``,
    `> ${ANN} sagt <!channel>`,
    `> a\n> - ${ANN}`,
    `[x](https://x.test/${ANN})`,
    `![${ANN}](https://x.test)`,
    `[${ANN}](javascript:x)`,
    `\\${ANN}`,
    "<@somebody> <@u-1>",
  ])("calls nobody: %j", (body) => {
    const nobody = { userIds: [], everyone: false, here: false };
    expect(mentionsIn(body)).toEqual(nobody);
    expect(mentionsIn(body.replaceAll(ANN, "<!here>"))).toEqual(nobody);
  });

  it("names each person once, and fifty at most", () => {
    const id = (end: number) => `0198a000-0000-7000-8000-${String(end).padStart(12, "0")}`;
    const many = Array.from({ length: 60 }, (_, index) => `<@${id(index)}>`);
    expect(mentionsIn(`${ANN} ${ANN}`).userIds).toEqual([U1]);
    expect(mentionsIn(many.join(" ")).userIds).toHaveLength(50);
  });
});

it("is nowhere in a text with so much markup that it is shown as it is", () => {
  const body = `${ANN} @Ben ${"*a* ".repeat(800)}`;
  expect(parseBody(body)).toEqual([
    { kind: "paragraph", parts: [{ kind: "text", text: body.trim() }] },
  ]);
  expect(mentionsIn(body).userIds).toEqual([]);
  expect(mentionPlaces(body)).toEqual({ signs: [], tokens: [], addresses: [] });
});

describe("mentionPlaces", () => {
  /** The text with `#` in place of each `@` that may begin a mention; `%` in a quote. */
  const mark = (text: string) =>
    mentionPlaces(text).signs.reduce(
      (marked, { at, quoted }) => marked.slice(0, at) + (quoted ? "%" : "#") + marked.slice(at + 1),
      text,
    );

  it.each([
    ["@Ben und *@Ben*, [@Ben](https://x.test/@b)", "#Ben und *#Ben*, [#Ben](https://x.test/@b)"],
    ["https://medium.example/@ben/artikel @Ben", "https://medium.example/@ben/artikel #Ben"],
    ["ben@x.test <ben@x.test> www.x.test/@ben", "ben@x.test <ben@x.test> www.x.test/@ben"],
    ["你好@Ben 请看 ＠Ben", "你好#Ben 请看 #Ben"],
    ["\\@Ben @Ben", "\\@Ben #Ben"],
    ["`@Ben` `@a\n@Ben` @Ben", "`@Ben` `@a\n@Ben` #Ben"],
    ["~~~\n@Ben zuweisen\n~~~\n@Ben", "~~~\n@Ben zuweisen\n~~~\n#Ben"],
    ["a\n```\n@Ben", "a\n```\n@Ben"],
    ["> @Ben sagt\n\n@Ben", "> %Ben sagt\n\n#Ben"],
    ["  @a\r\n\t@b\n\n-\t@c\n   @d", "  #a\r\n\t#b\n\n-\t#c\n   #d"],
    ["## @Ben ##\n1) @c", "## #Ben ##\n1) #c"],
    [
      "| @a\\|@b \\|\\| @c | `@d` |\n|-|-|\n|x\\|@e| @f|",
      "| #a\\|#b \\|\\| #c | `@d` |\n|-|-|\n|x\\|#e| #f|",
    ],
    ["![@Ben](https://x.test) [@Ben](nothing)", "![@Ben](https://x.test) [@Ben](nothing)"],
  ])("finds where a name may stand: %j", (text, marked) => {
    expect(mark(text)).toBe(marked);
  });

  it("finds tokens, also in quotes", () => {
    const body = `> ${ANN}\n\n\`${ANN}\` <!channel>`;
    const everyone = body.indexOf("<!channel>");
    expect(mentionPlaces(body).tokens).toEqual([
      { start: 2, end: 2 + ANN.length, mention: { kind: "person", userId: U1 } },
      { start: everyone, end: body.length, mention: { kind: "everyone" } },
    ]);
  });

  const piece = fc.constantFrom(
    ...["*", "`", "```\n", "~~~\n", "\n", "\n\n", "> ", "- ", "# ", "|", "|-|\n", "\t", "\r\n"],
    ...[
      "[",
      "](",
      "](https://x.test)",
      "![",
      "\\",
      "https://x.test/",
      "@",
      ANN,
      "<!channel>",
      "<!here>",
      "a",
    ],
  );

  it("agrees with what is shown, and each place is where it says", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const body = pieces.join("");
        const { signs, tokens } = mentionPlaces(body);
        const shown =
          JSON.stringify(parseBody(body)).match(/"kind":"(?:person|everyone|here)"/g) ?? [];
        expect(tokens).toHaveLength(shown.length);
        for (const { at } of signs) expect(body[at]).toBe("@");
        const spelled = { person: ANN, everyone: "<!channel>", here: "<!here>" };
        for (const { start, end, mention } of tokens) {
          expect(body.slice(start, end)).toBe(spelled[mention.kind]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
