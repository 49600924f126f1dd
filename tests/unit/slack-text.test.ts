import { describe, expect, it } from "vitest";
import { composeBody } from "@/import/slack/compose-body";
import { convertReactions } from "@/import/slack/convert-reactions";
import { convertText, type Names } from "@/import/slack/convert-text";
import { slackMessage } from "@/import/slack/slack-schemas";
import type { ImportNames } from "@/import/slack/convert-message";
import { LineConverter } from "@/import/slack/convert-lines";
import { LeftOut } from "@/import/slack/left-out";
import { splitBody } from "@/import/slack/split-body";
import { toEmoji } from "@/import/slack/to-emoji";
import { toggleReactionInput } from "@/lib/socket-events";
import { parseBody } from "@/lib/markdown/parse-body";
import { coreTime } from "../support/core-time";

const MEMBER = "0198a000-0000-7000-8000-000000000001";
const names: Names = {
  person: (id) =>
    ({
      U1: { name: "Ann", memberId: MEMBER },
      U2: { name: "Bob <!channel>", memberId: null },
      U3: { name: MEMBER, memberId: null },
    })[id],
  channel: (id) => ({ C1: "general" })[id],
  label: (id) => ({ S1: "designers" })[id],
};
const convert = (text: string) => convertText(text, names);

describe("Slack's markup as Markdown", () => {
  const cases: [slack: string, markdown: string][] = [
    ["plain words", "plain words"],
    ["*bold* _it_ ~gone~", "**bold** _it_ ~~gone~~"],
    ["*two words*, (*three more words*)", "**two words**, (**three more words**)"],
    ["_*both*_ and *_both_*", "_**both**_ and **_both_**"],
    ["2*3*4 and a * b * c", "2*3*4 and a * b * c"],
    ["*not\nover lines*", "*not\nover lines*"],
    ["** already **, ~~gone~~", "** already **, ~~gone~~"],
    ["~/bin and ~/lib", "~/bin and ~/lib"],
    ["éa*b*", "éa*b*"],
    ["a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
    ["&amp;lt; stays &lt; once", "&lt; stays < once"],
    ["&gt; quoted", "> quoted"],
    ["<@U1>, look", `<@${MEMBER}>, look`],
    ["<@U1|ann>", `<@${MEMBER}>`],
    ["<@U2>", "@Bob < !channel>"],
    ["<@U9|carl>", "@carl"],
    ["<@U9>", "@someone"],
    ["<!channel> <!here> <!everyone> <!here|here>", "@channel @here @channel @here"],
    ["<!subteam^S1|@team> <!date^1^{date}|1 May>", "@team 1 May"],
    [
      "<#C1|general> <#C1> <#C1|> <#C9> <#C9|plans>",
      "#general #general #general #private-channel #private-channel",
    ],
    ["<https://x.test/a?b=1&amp;c=2>", "https://x.test/a?b=1&c=2"],
    ["<https://x.test|label>", "[label](https://x.test)"],
    ["<https://x.test|https://x.test>", "https://x.test"],
    ["<https://x.test/(a)|[1] &amp; *2*>", "[\\[1\\] & *2*](https://x.test/%28a%29)"],
    ["*see <https://x.test/*a*|this>*", "**see [this](https://x.test/*a*)**"],
    ["<mailto:a@x.test|a@x.test>", "a@x.test"],
    ["<javascript:alert(1)|click>", "click"],
    ["`*a* &lt;b&gt; <@U1>` *c*", "`*a* <b> <@U1>` **c**"],
    ["so: ```*a*\n  <!channel>``` *b*", "so: \n```\n*a*\n  <!channel>\n```\n **b**"],
    ["```\nx\n```", "```\nx\n```"],
    ["```one line```", "```one line```"],
    ["&lt;!channel&gt; &lt;@abc&gt;", "< !channel> < @abc>"],
    ["<https://x.test|&lt;!channel&gt;>", "[< !channel>](https://x.test)"],
    ["a\u0000b \u00000\u0000 \ud83d!", "ab 0 \ufffd!"],
    [":tada: done:white_check_mark: *:fire:*", "🎉 done✅ **🔥**"],
    [":+1::skin-tone-3::tada::tada:", "👍🏼🎉🎉"],
    [":thinking_face: :flag-fr: <@U9|carl>:wave:", "🤔 🇫🇷 @carl👋"],
    [":party_parrot::tada: :constructor:", ":party_parrot:🎉 :constructor:"],
    ["`:tada:` ```:tada:\n:tada:``` :tada:", "`:tada:` \n```\n:tada:\n:tada:\n```\n 🎉"],
    ["<https://x.test/:tada:/>", "https://x.test/:tada:/"],
    ["10:100:3 a:b:c std::fire::out fe80::1:2:3", "10:100:3 a:b:c std::fire::out fe80::1:2:3"],
    ["  \n ", ""],
    ["<!subteam^S1> <!subteam^S2>", "@designers @group"],
    ["<!date^1392734382^{date}> <!date^x^{date}>", "2014-02-18 14:39 UTC x"],
    ["<tel:+491234|+49 1234> <tel:+491234|call me>", "+49 1234 call me (+491234)"],
    ["<https:\\/\\/x.test|label>", "[label](https://x.test)"],
    ["`curl <https://x.test/?a&amp;b>` `<x>`", "`curl https://x.test/?a&b` `<x>`"],
    [
      "```see <http://x.test|x.test>\nor <mailto:a@x.test|a@x.test>```",
      "```\nsee x.test\nor a@x.test\n```",
    ],
    ["so\n&gt;&gt;&gt; all\nof it", "so\n> all\n> of it"],
    ["# no heading, #channel", "\\# no heading, #channel"],
    [":woman-technologist::skin-tone-3: :flag-england:", "👩🏼‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    [":man_in_business_suit_levitating: :handshake::skin-tone-2-4:", "🕴️ 🤝🏻"],
  ];
  it.each(cases)("%j is %j", (slack, markdown) => {
    expect(convert(slack)).toBe(markdown);
  });

  it("calls nobody whom Slack did not name", () => {
    const written = [
      ...["&lt;!channel&gt;", "&lt;@abc&gt;", "\\&lt;@abc&gt;", "&lt;&lt;!channel&gt;&gt;"],
      ...["<@U2>", "<!channel>", "&lt;<!channel>&gt;", "&lt;<@U3>&gt;"],
      ...["<https://x.test|&lt;@abc&gt;>", "<!x|&lt;@abc&gt;>", "<@U9|&lt;@abc&gt;>"],
    ];
    for (const text of written.map((one) => one.replaceAll("abc", MEMBER))) {
      expect(JSON.stringify(parseBody(convert(text))), text).not.toMatch(/"everyone"|"person"/);
    }
    expect(JSON.stringify(parseBody(convert("<@U1>")))).toMatch(/"person"/);
  });

  it("takes its time from nobody", () => {
    const hard = [
      "*a ".repeat(20_000),
      "<".repeat(50_000),
      "```a".repeat(9_999),
      "*".repeat(50_000),
    ];
    const codes = [":".repeat(50_000), ":a".repeat(50_000), ":a::skin-tone-2:".repeat(9_999)];
    for (const text of [...hard, ...codes, `*${"a ".repeat(50_000)}`, `<${"a|".repeat(50_000)}`]) {
      expect(coreTime(() => convert(text))).toBeLessThan(1_000);
    }
  });
});

/** A line of an export, read as an import does. */
const compose = (line: object) =>
  composeBody(slackMessage.parse({ type: "message", ts: "1700000000.000100", ...line }), names);
const richText = (...elements: object[]) => [{ type: "rich_text", elements }];
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
const words = (text: string, style: object = {}) => ({ type: "text", text, style });

describe("all that a line says", () => {
  const cases: [what: string, line: object, body: string][] = [
    [
      "what people write with the editor",
      {
        blocks: richText(
          section(words("bold one ", { bold: true }), { type: "user", user_id: "U1" }),
          {
            type: "rich_text_list",
            style: "bullet",
            elements: [section(words("a")), section(words("b"))],
          },
          {
            type: "rich_text_list",
            style: "ordered",
            indent: 1,
            offset: 2,
            elements: [section(words("c"))],
          },
          { type: "rich_text_quote", elements: [words("one\ntwo")] },
          { type: "rich_text_preformatted", elements: [words("*x* <@U1>")] },
          section(
            { type: "link", url: "https://x.test/(a)", text: "x" },
            { type: "emoji", name: "wave", skin_tone: 2 },
            { type: "emoji", name: "new_one", unicode: "1f600" },
            { type: "usergroup", usergroup_id: "S1" },
            { type: "date", timestamp: 1392734382, format: "{date}" },
          ),
        ),
      },
      [
        `**bold one** <@${MEMBER}>\n\n- a\n- b\n    3. c\n\n> one\n> two`,
        "```\n*x* <@U1>\n```\n[x](https://x.test/%28a%29)👋🏻😀@designers2014-02-18 14:39 UTC",
      ]
        .join("\n\n")
        .replace("two\n\n```", "two\n\n```"),
    ],
    [
      "what the text says, once",
      { text: "*a* b", blocks: richText(section(words("a b"))) },
      "**a** b",
    ],
    [
      "a list in both forms, once",
      {
        text: "• one\n    a. two",
        blocks: richText({
          type: "rich_text_list",
          elements: [section(words("one")), section(words("two"))],
        }),
      },
      "• one\n    a. two",
    ],
    [
      "a summary that the blocks repeat",
      {
        bot_id: "B1",
        text: "Build failed",
        blocks: [{ type: "header", text: { type: "plain_text", text: "Build failed: main" } }],
      },
      "**Build failed: main**",
    ],
    [
      "a summary beside the blocks",
      {
        bot_id: "B1",
        text: "New ticket",
        blocks: [{ type: "context", elements: [{ type: "mrkdwn", text: "by *Ann*" }] }],
      },
      "New ticket\nby **Ann**",
    ],
    [
      "a section with fields, a button and an image",
      {
        blocks: [
          {
            type: "section",
            text: { type: "plain_text", text: "Deploy *now* :tada:" },
            fields: [{ type: "mrkdwn", text: "*State*\nopen" }],
            accessory: {
              type: "button",
              text: { type: "plain_text", text: "View" },
              url: "https://x.test",
            },
          },
          { type: "image", image_url: "https://i.test/x.png", alt_text: "a chart" },
          { type: "divider" },
        ],
      },
      "Deploy *now* 🎉\n**State**\nopen\n[View](https://x.test)\n[a chart](https://i.test/x.png)",
    ],
    [
      "words in a kind of block that is not known",
      {
        blocks: [
          {
            type: "table",
            rows: [
              [
                { type: "raw_text", text: "a" },
                { type: "raw_text", text: "b" },
              ],
            ],
          },
        ],
      },
      "a b",
    ],
    [
      "a page that a link leads to",
      {
        text: "<https://x.test>",
        attachments: [
          { title: "The page", title_link: "https://x.test", text: "About it", footer: "x.test" },
        ],
      },
      "https://x.test\n> [The page](https://x.test)\n> About it",
    ],
    [
      "a fallback, when there is nothing else",
      { attachments: [{ fallback: "plain", color: "red" }] },
      "plain",
    ],
    [
      "comments on files, with who wrote them",
      {
        user: "U1",
        text: "look",
        files: [{ name: "a.png", initial_comment: { user: "U1", comment: "first look" } }],
        comment: { user: "U9", comment: "fine" },
      },
      "look\nFile: a.png\nfirst look\nfine",
    ],
    [
      "a snippet",
      { files: [{ name: "a.ts", mode: "snippet", preview: "let a;" }] },
      "File: a.ts\n```\nlet a;\n```",
    ],
    ["nothing but what nobody sees", { text: "\u200b\u200d" }, ""],
  ];
  it.each(cases)("%s", (_what, line, body) => {
    expect(compose(line).body).toBe(body);
  });

  it("calls nobody by words that stand beside each other", () => {
    const { body } = compose({ blocks: richText(section(words("<"), words(`@${MEMBER}>`))) });
    expect(JSON.stringify(parseBody(body))).not.toMatch(/"person"/);
  });

  it("takes its time from nobody, and says what it cuts off", () => {
    const nested = JSON.parse(`${'{"elements":['.repeat(3_000)}0${"]}".repeat(3_000)}`);
    const many = Array.from({ length: 1_000 }, () => ({ text: "a ".repeat(500), fallback: "b" }));
    const hard = { text: "a b ".repeat(20_000), attachments: many, blocks: [nested] };
    expect(coreTime(() => compose(hard))).toBeLessThan(1_000);
    for (const sign of [
      "*a ",
      "> ",
      "\n",
      " ",
      "a ",
      "a",
      "&gt;&gt;&gt;\n",
      "```\n",
      "😀",
      "\u0301",
    ]) {
      const text = sign.repeat(50_000 / sign.length);
      const quoted = { type: "rich_text_quote", elements: [words(text, { bold: true })] };
      const both = { text, blocks: richText(quoted), attachments: [{ text: `${text}x` }] };
      expect(coreTime(() => splitBody(compose(both).body))).toBeLessThan(1_000);
    }
    expect(compose({ text: "x".repeat(100_010) })).toMatchObject({ cut: 10 });
  });
});

describe("a body that is longer than a message", () => {
  it("is split at lines and words, and a code block stays one", () => {
    const [first, second] = splitBody(`${"word ".repeat(1_999)}\n\n${"next ".repeat(100)}`.trim());
    expect([first?.endsWith("word"), second?.startsWith("next")]).toEqual([true, true]);
    const code = splitBody(`so\n\`\`\`\n${"  let a;\n".repeat(2_000)}\`\`\``);
    expect(code).toHaveLength(2);
    for (const part of code) expect(part).toMatch(/```\n {2}let a;[^]*```$/);
    expect(code.map((part) => part.match(/let a;/g)?.length).reduce((a = 0, b = 0) => a + b)).toBe(
      2_000,
    );
  });

  it("is never split within a character", () => {
    for (const sign of ["😀", "👩🏼‍💻", "e\u0301", "\u0301"]) {
      const parts = splitBody(`x${sign.repeat(25_000 / sign.length)}`);
      expect(parts.every((part) => part.length <= 10_000 && part.isWellFormed())).toBe(true);
      expect(parts.join("")).toBe(`x${sign.repeat(25_000 / sign.length)}`);
      if (sign !== "\u0301")
        expect(parts.slice(1).every((part) => part.startsWith(sign))).toBe(true);
    }
  });
});

describe("Slack's reactions", () => {
  const cases: [name: string, emoji: string | null][] = [
    ["+1", "👍"],
    ["thumbsup", "👍"],
    ["+1::skin-tone-3", "👍🏼"],
    ["v::skin-tone-2", "✌🏻"],
    ["tada::skin-tone-3", "🎉"],
    ["heart", "❤️"],
    ["thinking_face", "🤔"],
    ["flag-fr", "🇫🇷"],
    ["us", "🇺🇸"],
    ["man-shrugging", "🤷‍♂️"],
    ["female-technologist", "👩‍💻"],
    ["male-technologist::skin-tone-6", "👨🏿‍💻"],
    ["flag-zz", null],
    ["party_parrot", null],
    ["constructor", null],
    ["", null],
  ];
  it.each(cases)("%s is %s", (name, emoji) => {
    expect(toEmoji(name)).toBe(emoji);
    const accepted = toggleReactionInput.safeParse({ messageId: "x", emoji });
    expect(accepted.success).toBe(emoji !== null);
  });

  it("joins two names of one emoji, and leaves out whom nobody knows", () => {
    const idOf = (id: string) => ({ U1: "one", U2: "two" })[id];
    const given = [
      { name: "+1", users: ["U1", "U9"] },
      { name: "thumbsup", users: ["U1", "U2"] },
      { name: "tada", users: ["U9"] },
    ];
    const left: [string, number][] = [];
    expect(convertReactions(given, idOf, (...one) => left.push(one))).toEqual({
      "👍": ["one", "two"],
    });
    expect(left).toEqual([
      [":+1:", 1],
      [":tada:", 1],
    ]);
  });
});

describe("what an import leaves out", () => {
  it("is counted with its place, and beyond a hundred places together", () => {
    const left = new LeftOut();
    for (let day = 0; day < 102; day++) left.add("line", `general/${day}`, 2);
    left.add("line", "general/0");
    left.add("line", "general/0", 0);
    const listed = left.list();
    expect(listed).toHaveLength(101);
    expect(listed[0]).toEqual({ what: "line", where: "general/0", count: 3 });
    expect(listed.at(-1)).toEqual({ what: "line", where: "", count: 4 });
  });

  it("has the words that were cut off and the reactions that have no character", async () => {
    const left = new LeftOut();
    const all: ImportNames = { ...names, learn: () => {}, idOf: () => MEMBER };
    const converter = new LineConverter({ id: MEMBER, name: "general" }, [], all, left);
    const line = slackMessage.parse({
      type: "message",
      ts: "1700000000.000100",
      user: "U1",
      text: "x".repeat(100_010),
      files: [{ name: "a.png" }],
      reactions: [{ name: "party_parrot", users: ["U1"], count: 1 }],
    });
    const day = { name: "general/2023-11-14.json", lines: [line], unreadable: 0 };
    for await (const { messages } of converter.convert(day)) expect(messages).toHaveLength(11);
    expect(left.list()).toEqual([
      { what: "attachment", where: "#general", count: 1 },
      { what: "text", where: day.name, count: expect.any(Number) },
      { what: "reaction", where: ":party_parrot:", count: 1 },
    ]);
  });
});
