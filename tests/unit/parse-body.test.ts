import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, type Inline, type Item, parseBody } from "@/lib/markdown/parse-body";

const [U1, U2] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"];

function partsOf(blocks: Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.kind === "paragraph" || block.kind === "heading") return flatten(block.parts);
    if (block.kind === "quote") return partsOf(block.blocks);
    return block.kind === "list" ? block.items.flatMap((item) => partsOf(item.blocks)) : [];
  });
}

function flatten(parts: Inline[]): Inline[] {
  return parts.flatMap((part) => ("parts" in part ? [part, ...flatten(part.parts)] : [part]));
}

function links(body: string): string[] {
  return partsOf(parseBody(body)).flatMap((part) => (part.kind === "link" ? [part.href] : []));
}

function textOf(blocks: Block[]): string {
  return partsOf(blocks)
    .map((part) => (part.kind === "text" || part.kind === "code" ? part.text : ""))
    .join("");
}

describe("parseBody", () => {
  it("knows a table with its sides, mentions and markup in it", () => {
    expect(
      parseBody(`so:\n\n| a | **b** |\n| :- | -: |\n| <@${U1}> | <b>x</b> |\n| only |`),
    ).toEqual([
      { kind: "paragraph", parts: [{ kind: "text", text: "so:" }] },
      {
        kind: "table",
        align: ["left", "right"],
        head: [
          [{ kind: "text", text: "a" }],
          [{ kind: "strong", parts: [{ kind: "text", text: "b" }] }],
        ],
        rows: [
          [[{ kind: "person", userId: U1 }], [{ kind: "text", text: "<b>x</b>" }]],
          [[{ kind: "text", text: "only" }], []],
        ],
      },
    ]);
  });

  it("leaves a table as it was written where short lines would be filled up to millions of cells", () => {
    const columns = 480;
    const head = `${"a|".repeat(columns)}\n${"-|".repeat(columns)}\n`;
    const body = head + "x|\n".repeat(500);
    expect(parseBody(body).map((block) => block.kind)).not.toContain("table");
  });

  it("knows what people write in a chat", () => {
    const body = "**bold** _soft_ ~~gone~~ `code`\n> quoted\n\n- one\n- two\n\n3. three";
    expect(parseBody(body)).toEqual([
      {
        kind: "paragraph",
        parts: [
          { kind: "strong", parts: [{ kind: "text", text: "bold" }] },
          { kind: "text", text: " " },
          { kind: "emphasis", parts: [{ kind: "text", text: "soft" }] },
          { kind: "text", text: " " },
          { kind: "strike", parts: [{ kind: "text", text: "gone" }] },
          { kind: "text", text: " " },
          { kind: "code", text: "code" },
        ],
      },
      {
        kind: "quote",
        blocks: [{ kind: "paragraph", parts: [{ kind: "text", text: "quoted" }] }],
      },
      {
        kind: "list",
        ordered: false,
        items: ["one", "two"].map((text) => ({
          sign: null,
          checked: null,
          blocks: [{ kind: "paragraph", parts: [{ kind: "text", text }] }],
        })),
      },
      {
        kind: "list",
        ordered: true,
        items: [
          {
            sign: "3.",
            checked: null,
            blocks: [{ kind: "paragraph", parts: [{ kind: "text", text: "three" }] }],
          },
        ],
      },
    ]);
  });

  /** What is shown, in as few signs as tell it apart. */
  const spell = (body: string) => parseBody(body).map(spellBlock).join(" / ");
  const spellBlock = (block: Block): string => {
    switch (block.kind) {
      case "paragraph":
        return spellParts(block.parts);
      case "heading":
        return `H(${spellParts(block.parts)})`;
      case "fence":
        return `F${block.language}(${block.text})`;
      case "quote":
        return `Q(${block.blocks.map(spellBlock).join(" / ")})`;
      case "list":
        return `L(${block.items.map(spellItem).join("; ")})`;
      case "rule":
        return "—";
      case "table":
        return `T(${[block.head, ...block.rows].map((row) => row.map(spellParts).join("|")).join("; ")})`;
    }
  };
  const spellItem = ({ sign, checked, blocks }: Item) =>
    [sign ?? [], checked === null ? [] : checked ? "☑" : "☐", blocks.map(spellBlock).join(" / ")]
      .flat()
      .join(" ");
  const spellParts = (parts: Inline[]): string =>
    parts
      .map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "break") return "⏎";
        if (part.kind === "code") return `{${part.text}}`;
        if ("parts" in part) return `${part.kind[0]}${part.kind[1]}<${spellParts(part.parts)}>`;
        return "@";
      })
      .join("");

  it.each([
    ["> a\n> b\n\nc", "Q(a⏎b) / c"],
    ["> zitiert\nAntwort\n> c", "Q(zitiert) / Antwort / Q(c)"],
    ["> a\n>\n> b", "Q(a / b)"],
    ["> > a\n> b", "Q(Q(a) / b)"],
    ["> # a\nb", "Q(H(a)) / b"],
    ["> - a\n> - b\n> c", "Q(L(a; b) / c)"],
    ["> words\n<!channel> an answer", "Q(words) / @ an answer"],
    ['>words\n>"words"', 'Q(words⏎"words")'],
    [">100 and >_< and\n>:(", ">100 and >_< and⏎>:("],
    ["- a\n  - b\n    - c\n- d", "L(a / L(b / L(c)); d)"],
    ["- a\n\n  more\n\n\n- b", "L(a / more; b)"],
    ["- a\n  b\nthanks", "L(a⏎b) / thanks"],
    ["- a\n* b", "L(a) / L(b)"],
    ["- a\n-\n- b", "L(a; ; b)"],
    ["12. Mai\n3. Juni", "L(12. Mai; 3. Juni)"],
    ["1. a\n2. b\n4. c\n5. d", "L(1. a; 2. b; 4. c; 5. d)"],
    ["4. a\n3. b\n2. c\n1. d", "L(4. a; 3. b; 2. c; 1. d)"],
    ["1) x\n2) y\n1. z", "L(1) x; 2) y) / L(1. z)"],
    ["2026. was\n01. Januar", "2026. was⏎01. Januar"],
    ["in\n26. was", "in⏎26. was"],
    ["in\n1. was", "in / L(1. was)"],
    ["+ quick\n- dear\n- loud", "L(+ quick) / L(- dear; - loud)"],
    ["- dear\n+ quick", "L(- dear) / L(+ quick)"],
    ["a\n-\nb", "a⏎-⏎b"],
    ["- [ ] offen\n- [x] fertig\n- [X]", "L(☐ offen; ☑ fertig; [X])"],
    ["* * *\n- a\n---\nb", "— / L(a) / — / b"],
    ["text\n---\n___\n****", "text / — / ___⏎****"],
    ["- ```js\n  x\n   y\n  ```\n- z", "L(Fjs(x\n y); z)"],
    ["```\na\n> b", "F(a\n> b)"],
    ["~~~ts\n```\n~~~", "Fts(```)"],
    ["```SELECT 1\nFROM x```\nafter", "F(SELECT 1\nFROM x) / after"],
    ["# h #\n## x##\n#tag\n  # no", "H(h) / H(x##) / #tag⏎  # no"],
    ["a | b\n- | -\n1 \\| 2 | 3\nx", "T(a|b; 1 | 2|3) / x"],
    ["so:\n| a |\n|---|\n| 1 |\n\nafter", "so: / T(a; 1) / after"],
    ["a | b\n- | -\n    1 | 2", "T(a|b) /     1 | 2"],
    ["- a\n-\n\n  b", "L(a; ) /   b"],
    ["``` a`b ```\nx", "{a`b}⏎x"],
    ["```\na\n    ```\nb", "F(a\n    ```\nb)"],
    ["  lead\n   next  \nlast", "  lead⏎   next⏎last"],
    ["def f():\n    return 1\n\tx", "def f():⏎    return 1⏎\tx"],
    ["make \\\n  all", "make \\⏎  all"],
    ["\\# h\n\\> q\n\\- i\n12\\. Mai", "# h⏎> q⏎- i⏎12. Mai"],
  ])("takes blocks apart: %j", (body, shown) => {
    expect(spell(body)).toBe(shown);
  });

  it.each([
    ["**a** __b__ *c* _d_ ***e***", "st<a> st<b> em<c> em<d> em<st<e>>"],
    ["**a *b* c** *a **b** c*", "st<a em<b> c> em<a st<b> c>"],
    ["snake_case_word _soft_ob._x _", "snake_case_word _soft_ob._x _"],
    ["2*3*4 * x * 长*宽*高 *好*，", "2*3*4 * x * 长*宽*高 em<好>，"],
    ["x**2 + y**2 f(**k, **l) a/**/b/**/c", "x**2 + y**2 f(**k, **l) a/**/b/**/c"],
    ["**Hinweis:**bitte **重要：**请看**“好”**吧", "st<Hinweis:>bitte st<重要：>请看st<“好”>吧"],
    ["**Prüf**bericht (*a*) „*b*“: *c*/*d*.", "st<Prüf>bericht (em<a>) „em<b>“: em<c>/em<d>."],
    ["20~25 Grad, 30~35 -_- a -_- __init__.py", "20~25 Grad, 30~35 -_- a -_- __init__.py"],
    ["__init__", "__init__"],
    [
      "in __main__, (__all__), __class_getitem__ and __FILE__:",
      "in __main__, (__all__), __class_getitem__ and __FILE__:",
    ],
    ["**__init__** and *__all__*", "st<__init__> and em<__all__>"],
    ["__wichtig: bitte lesen__ __Achtung__", "st<wichtig: bitte lesen> st<Achtung>"],
    ["__not init__ ___init___", "st<not init> em<st<init>>"],
    ["~~a~~ ~b~ ~~~c~~~ ~~**d**~~ **~~e~~**", "st<a> st<b> ~~~c~~~ st<st<d>> st<st<e>>"],
    ["*a\nb*", "em<a⏎b>"],
    ["`` a`b `` `c\nd` ` `e", "{a`b} {c d} { }e"],
    ["\\*a\\* \\`b\\` \\z \\*\\*c\\*\\*", "*a* `b` \\z **c**"],
    ["¯\\_(ツ)_/¯ C:\\temp\\*.log", "¯\\_(ツ)_/¯ C:\\temp\\*.log"],
    ["\\\\some\\network\\share\\_Documentation", "\\\\some\\network\\share\\_Documentation"],
    ["C:\\a\\**\\*.log D:\\*.txt [\\d\\[a\\]]", "C:\\a\\**\\*.log D:\\*.txt [\\d\\[a\\]]"],
    ["\\[a](b) \\@Ben a\\@b", "[a](b) @Ben a\\@b"],
    ["\\<https://x.test> \\<b>", "<li<https://x.test>> \\<b>"],
    ["&#65; &amp; &lt;", "&#65; &amp; &lt;"],
    [
      "[a *b*](https://x.test) [c](<https://x.test/d e>) [f]() [g] (h)",
      "li<a em<b>> li<c> [f]() [g] (h)",
    ],
    [
      '[a](https://x.test "b") [c](https://x.test/(d)) [e](https://x.test',
      "li<a> li<c> [e](li<https://x.test>",
    ],
    ["[[a](https://x.test)](https://y.test)", "[li<a>](li<https://y.test>)"],
    [
      "[https://x.test](https://y.test) [https://x.test]",
      "li<https://x.test> [li<https://x.test>]",
    ],
    ["![a](https://x.test/b.png) ![](https://x.test/c.png)", "li<a> li<https://x.test/c.png>"],
    ["<https://x.test> <a@b.test> <b> a<b", "li<https://x.test> li<a@b.test> <b> a<b"],
    [
      "http://localhost:3000/a_b_c?d=*e*. HTTPS://X.test!",
      "li<http://localhost:3000/a_b_c?d=*e>*. li<HTTPS://X.test>!",
    ],
    ["**https://x.test/a_b** _a@b.test_", "st<li<https://x.test/a_b>> em<li<a@b.test>>"],
    [
      "www.x.test/a&amp; xwww.y.test first_last+1@x-y.test, a@b",
      "li<www.x.test/a>&amp; xwww.y.test li<first_last+1@x-y.test>, a@b",
    ],
    ["mailto:a@b.test ftp://x.test/a_b_c", "li<mailto:a@b.test> ftp://x.test/a_b_c"],
  ])("takes lines apart: %j", (body, shown) => {
    expect(spell(body)).toBe(shown);
  });

  it("breaks lines where they were broken", () => {
    expect(parseBody("one\ntwo")).toEqual([
      {
        kind: "paragraph",
        parts: [{ kind: "text", text: "one" }, { kind: "break" }, { kind: "text", text: "two" }],
      },
    ]);
  });

  it("links to the web and to mail, and to nothing else", () => {
    expect(links("https://a.test/x www.b.test [c](https://c.test) d@e.test")).toEqual([
      "https://a.test/x",
      "http://www.b.test/",
      "https://c.test/",
      "mailto:d@e.test",
    ]);
    for (const address of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "java\tscript:alert(1)",
      "&#106;avascript:alert(1)",
      "data:text/html,<script>alert(1)</script>",
      "vbscript:x",
      "file:///etc/passwd",
      "//c.test",
      "/w/acme",
    ]) {
      expect(links(`[x](${address}) [x](<${address}>) <${address}> ${address}`)).toEqual([]);
    }
  });

  it("leaves the end of a sentence and a closing bracket out of an address", () => {
    expect(links("see (https://a.test/b), or https://a.test/c_(d).")).toEqual([
      "https://a.test/b",
      "https://a.test/c_(d)",
    ]);
  });

  it("ends an address before the punctuation of any script, and keeps its letters", () => {
    for (const [text, ...found] of [
      ["„https://example.org/angebot“", "https://example.org/angebot"],
      ["https://example.com/docs（说明）了解。", "https://example.com/docs"],
      ["https://example.org/a…", "https://example.org/a"],
      ["»www.a.test/x«, 看https://b.test，好", "http://www.a.test/x", "https://b.test/"],
      [
        "https://a.test/x—y https://b.test/c–d – e",
        "https://a.test/x",
        "https://b.test/c%E2%80%93d",
      ],
      ["https://a.test/日本語。", "https://a.test/%E6%97%A5%E6%9C%AC%E8%AA%9E"],
      ["https://bücher.test ‘https://a.test’", "https://xn--bcher-kva.test/", "https://a.test/"],
      ["https://a.test/x؟ https://b.test/x، ok", "https://a.test/x", "https://b.test/x"],
      ["https://a.test/x। https://b.test/x።", "https://a.test/x", "https://b.test/x"],
      ["{https://a.test/x} https://b.test/x|", "https://a.test/x", "https://b.test/x"],
      [
        "\u2067https://a.test/x\u2069 https://b.test/[x] c",
        "https://a.test/x",
        "https://b.test/[x]",
      ],
    ] as const) {
      expect(links(text)).toEqual(found);
    }
    for (const sign of "“”„‟«»‹›…—―、。《》「」【】〜！（），．：；＜＞？［］｛｝｟｡｢｣､･") {
      expect([sign, links(`https://a.test/x${sign}y`)]).toEqual([sign, ["https://a.test/x"]]);
    }
    for (const sign of "?!.,:;*_'~)‘’‚‛–·‧・") {
      const [end, inside] = [`${sign}https://a.test/x${sign} y`, `https://a.test/x${sign}y`];
      expect([sign, links(end)]).toEqual([sign, ["https://a.test/x"]]);
      const isKept = links(inside)[0]?.endsWith(`x${encodeURI(sign)}y`);
      expect([sign, isKept]).toEqual([sign, true]);
    }
  });

  it("ends an address with the parentheses that it has in pairs, and begins it with a name", () => {
    for (const [text, ...found] of [
      ["https://a.test/(b)(c).", "https://a.test/(b)(c)"],
      ["https://a.test/b(c", "https://a.test/b"],
      ["https://@a.test/x https://%41.test"],
      ["a@b.test- a@b.test.", "mailto:a@b.test"],
    ] as const) {
      expect(links(text)).toEqual(found);
    }
  });

  it.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<b>bold</b> and <!-- this -->",
    "a <div>\nb",
    "|a|b|",
    "text\n===",
    "[ref]: https://a.test",
    ..."+-*#>_",
    "1.",
    ">>",
    "- ",
    "&lt;b&gt; &amp;",
  ])("keeps %s as it was written", (body) => {
    const written = parseBody(body);
    expect(written.every((block) => block.kind === "paragraph")).toBe(true);
    expect(textOf(written)).toBe(body.replaceAll("\n", "").trimEnd());
  });

  it("does not fetch what was only written about: an image is a link", () => {
    expect(links("![cat](https://a.test/cat.png)")).toEqual(["https://a.test/cat.png"]);
  });

  it("knows mentions, but not in code", () => {
    expect(partsOf(parseBody(`<@${U1}> and <!channel>, not \`<@${U2}>\``))).toEqual([
      { kind: "person", userId: U1 },
      { kind: "text", text: " and " },
      { kind: "everyone" },
      { kind: "text", text: ", not " },
      { kind: "code", text: `<@${U2}>` },
    ]);
    const fence = parseBody(`\`\`\`\n<@${U1}>\n\`\`\``);
    expect(fence).toEqual([{ kind: "fence", language: "", text: `<@${U1}>` }]);
    expect(partsOf(parseBody("<@x>"))).toEqual([{ kind: "text", text: "<@x>" }]);
  });

  it("never fails, and loses no word", () => {
    const piece = fc.constantFrom(
      ...[
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "[",
        "](",
        ")",
      ],
      ...[
        "<",
        ">",
        `<@${U1}>`,
        "<!channel>",
        "https://a.test",
        "word",
        " ",
        "\\",
        "|",
        "&amp;",
        "!",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const body = pieces.join("");
        const words = (text: string) => text.split("word").length;
        const shown = JSON.stringify(parseBody(body));
        expect(words(shown)).toBeGreaterThanOrEqual(words(body));
      }),
      { numRuns: 500 },
    );
  });

  it("goes no deeper than people write, and shows the rest as it was written", () => {
    const depthOf = (blocks: Block[]): number =>
      Math.max(
        0,
        ...blocks.map((block) => {
          if (block.kind === "quote") return 1 + depthOf(block.blocks);
          return block.kind === "list"
            ? 1 + Math.max(...block.items.map((item) => depthOf(item.blocks)))
            : 0;
        }),
      );
    for (const mark of ["> ", "- ", "1. "]) {
      const written = parseBody(`${mark.repeat(12)}word`);
      expect([mark, depthOf(written)]).toEqual([mark, 8]);
      expect(textOf(written)).toBe(`${mark.repeat(4)}word`);
    }
    const many = "*a".repeat(1_600);
    expect(textOf(parseBody(many))).toBe(many);
  });

  it("remembers the last bodies, and of long ones fewer", () => {
    const isForgotten = (others: string[]) => {
      const known = parseBody("a body that is read again");
      for (const body of others) parseBody(body);
      return parseBody("a body that is read again") !== known;
    };
    const write = (count: number, length: number) =>
      Array.from({ length: count }, (_, n) => `${n} `.padEnd(length, "x"));
    expect([isForgotten(write(400, 10)), isForgotten(write(40, 10_000))]).toEqual([false, false]);
    expect([isForgotten(write(500, 11)), isForgotten(write(50, 10_001))]).toEqual([true, true]);
  });
});
