import { describe, expect, it } from "vitest";
import { convertReactions } from "@/import/slack/convert-reactions";
import { convertText, type Names } from "@/import/slack/convert-text";
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
    ["<!channel> <!here> <!everyone> <!here|here>", "@channel @channel @channel @channel"],
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
    expect(convertReactions(given, idOf)).toEqual({ "👍": ["one", "two"] });
  });
});
