import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paintCode } from "@/ui/message/code/paint-code";

/** The coloured pieces, as "colour:value". */
const coloured = (code: string, name: string) =>
  paintCode(code, name)?.flatMap(({ value, colour }) => (colour ? `${colour}:${value}` : []));

describe("paintCode", () => {
  it.each([
    ["ts", "const a = `b\nc`; // d", ["keyword:const", "text:`b\nc`", "comment:// d"]],
    ["py", '# a\nif x: """b\n"""', ["comment:# a", "keyword:if", 'text:"""b\n"""']],
    ["sh", "echo $# 'a' # b", ["keyword:echo", "text:'a'", "comment:# b"]],
    ["SQL", "select 'it''s' -- a", ["keyword:select", "text:'it''s'", "comment:-- a"]],
    ["json", '{"a": "b", "c": 1}', ['field:"a"', 'text:"b"', 'field:"c"', "name:1"]],
    ["yaml", "a: b # c", ["field:a", "comment:# c"]],
    ["html", "don't <a b='c'>if</a>", ["keyword:<a", "field:b", "text:'c'", "keyword:</a"]],
    ["css", "a { color: red } /* b */", ["field:color", "comment:/* b */"]],
    ["diff", "+a\n-b\n c\n@@ d", ["text:+a\n", "name:-b\n", "keyword:@@ d"]],
    ["c", "'a\nint Foo(1)", ["text:'a", "keyword:int", "field:Foo", "name:1"]],
  ])("knows words, texts and comments: %s", (name, code, pieces) => {
    expect(coloured(code, name)).toEqual(pieces);
  });

  it("loses nothing, and leaves what it does not know", () => {
    expect(paintCode("a", "klingon")).toBeNull();
    const piece = fc.constantFrom(..."'\"`#/*-<>=:@ \n\\ab1é", "<!--", "*/", "-->", "</a");
    const names = fc.constantFrom("js", "py", "sh", "sql", "html", "yaml", "css", "diff", "rust");
    fc.assert(
      fc.property(fc.array(piece), names, (pieces, name) => {
        const code = pieces.join("");
        expect(
          paintCode(code, name)
            ?.map(({ value }) => value)
            .join(""),
        ).toBe(code);
      }),
    );
  });
});
