import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, type Inline, parseBody } from "@/ui/chat/parse-body";

const [U1, U2] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"];

function partsOf(blocks: Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.kind === "paragraph" || block.kind === "heading") return flatten(block.parts);
    if (block.kind === "quote") return partsOf(block.blocks);
    return block.kind === "list" ? block.items.flatMap(partsOf) : [];
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
  it("begins a list with the number that was written", () => {
    expect(parseBody("5. five\n6. six")).toMatchObject([{ kind: "list", start: 5 }]);
    expect(parseBody("1. one\n2. two\n5. three")).toMatchObject([{ kind: "list", start: 1 }]);
  });

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
    const body = head + "x\n".repeat((10_000 - head.length) / 2);
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
        start: null,
        items: [
          [{ kind: "paragraph", parts: [{ kind: "text", text: "one" }] }],
          [{ kind: "paragraph", parts: [{ kind: "text", text: "two" }] }],
        ],
      },
      {
        kind: "list",
        start: 3,
        items: [[{ kind: "paragraph", parts: [{ kind: "text", text: "three" }] }]],
      },
    ]);
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

  it.each([
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<b>bold</b> and <!-- this -->",
    "a <div>\nb",
    "|a|b|",
    "text\n---",
    "[ref]: https://a.test",
    "----------",
    "&lt;b&gt; &amp;",
  ])("keeps %s as it was written", (body) => {
    const written = parseBody(body);
    expect(written.every((block) => block.kind === "paragraph")).toBe(true);
    expect(textOf(written)).toBe(body.replaceAll("\n", ""));
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

  it("is quick on what was written to make it slow, and takes no depth for a reason to fail", () => {
    const fill = (text: string) => text.repeat(Math.ceil(10_000 / text.length)).slice(0, 10_000);
    const nested = (mark: string) =>
      Array.from({ length: 100 }, (_, depth) => `${" ".repeat(depth * 2)}${mark}x`).join("\n");
    const bodies = [
      ...[">", "> ", "- ", "1. ", "1) ", "[", "![", "[a](", "`", "```\n", "*a ", "a_", "*_", "~a"],
      ...["<", "<a ", "\\", "[]:", "|a|\n", "  - a\n", "a**b", "https://a.test/)", "<@", "a@b."],
    ].map(fill);
    for (const body of [...bodies, nested("- "), nested("> "), nested("1. ")]) {
      const started = performance.now();
      parseBody(body);
      expect(performance.now() - started, body.slice(0, 12)).toBeLessThan(400);
    }
  });
});
