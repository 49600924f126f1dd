import type { Token, Tokens } from "marked";
import { lexMarkdown, type MentionToken } from "./lex-markdown";

/** What may stand in a line. There is no part for markup of one's own: a tag stays text. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | { kind: "code"; text: string }
  | { kind: "strong" | "emphasis" | "strike"; parts: Inline[] }
  | { kind: "link"; href: string; parts: Inline[] }
  | { kind: "person"; userId: string }
  | { kind: "everyone" };

export type Block =
  | { kind: "paragraph"; parts: Inline[] }
  | { kind: "heading"; parts: Inline[] }
  | { kind: "fence"; language: string; text: string }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "list"; start: number | null; items: Block[][] }
  | { kind: "table"; align: Align[]; head: Inline[][]; rows: Inline[][][] };

export type Align = "left" | "center" | "right" | null;

const LINKS = new Set(["http:", "https:", "mailto:"]);

/** Deeper than people write; a thousand levels would take the page down with them. */
const DEEPEST = 8;
const DEEP = new RegExp(`^[ \\t]*(?:>[ \\t]*|(?:[-+*]|\\d{1,9}[.)])[ \\t]+){${DEEPEST + 1}}`, "m");
/** Signs of markup that make sense in a message; with more of them its text is shown as it is. */
const MOST_SIGNS = 1_500;
const REMEMBERED = 500;

const parsed = new Map<string, Block[]>();

/** A body as blocks: Markdown as people write it in a chat, with mentions, and nothing else. */
export function parseBody(body: string): Block[] {
  const known = parsed.get(body);
  if (known) return known;
  const blocks = isReasonable(body) ? toBlocks(lexMarkdown(body), 0) : [asWritten(body)];
  if (parsed.size >= REMEMBERED) parsed.delete(parsed.keys().next().value ?? "");
  parsed.set(body, blocks);
  return blocks;
}

function isReasonable(body: string): boolean {
  const signs = body.match(/[*_~`[\]<>\\|#&]/g)?.length ?? 0;
  return signs <= MOST_SIGNS && !DEEP.test(body);
}

/** What goes too deep is shown as it was written. */
function toBlocks(tokens: Token[], depth: number): Block[] {
  const text = () => tokens.map((token) => token.raw).join("");
  if (depth > DEEPEST) return [asWritten(text())];
  const blocks = tokens.flatMap((token) => toBlock(token as KnownToken, depth));
  return blocks.length === 0 && text().trim() !== "" ? [asWritten(text())] : blocks;
}

type KnownToken =
  | Tokens.Space
  | Tokens.Code
  | Tokens.Blockquote
  | Tokens.List
  | Tokens.Table
  | Tokens.Heading
  | Tokens.Paragraph
  | Tokens.Text;

function toBlock(token: KnownToken, depth: number): Block[] {
  switch (token.type) {
    case "space":
      return [];
    case "code":
      return [{ kind: "fence", language: token.lang ?? "", text: token.text }];
    case "blockquote":
      return [{ kind: "quote", blocks: toBlocks(token.tokens, depth + 1) }];
    case "list":
      return [
        {
          kind: "list",
          start: token.ordered ? Number(token.start) : null,
          items: token.items.map((item) => toBlocks(item.tokens, depth + 1)),
        },
      ];
    case "table":
      return [
        {
          kind: "table",
          align: token.align,
          head: token.header.map((cell) => toParts(cell.tokens)),
          rows: token.rows.map((row) => row.map((cell) => toParts(cell.tokens))),
        },
      ];
    case "heading":
      return [{ kind: "heading", parts: toParts(token.tokens) }];
    case "paragraph":
    case "text":
      return [{ kind: "paragraph", parts: toParts(token.tokens ?? [token]) }];
    default:
      return [asWritten((token as Token).raw)];
  }
}

function asWritten(text: string): Block {
  return { kind: "paragraph", parts: [{ kind: "text", text: text.replace(/^\n+|\s+$/g, "") }] };
}

function toParts(tokens: Token[]): Inline[] {
  return tokens.map((token) => toPart(token as KnownInline));
}

type KnownInline =
  | Tokens.Text
  | Tokens.Escape
  | Tokens.Br
  | Tokens.Codespan
  | Tokens.Strong
  | Tokens.Em
  | Tokens.Del
  | Tokens.Link
  | Tokens.Image
  | MentionToken;

function toPart(token: KnownInline): Inline {
  switch (token.type) {
    case "br":
      return { kind: "break" };
    case "codespan":
      return { kind: "code", text: token.text };
    case "strong":
      return { kind: "strong", parts: toParts(token.tokens) };
    case "em":
      return { kind: "emphasis", parts: toParts(token.tokens) };
    case "del":
      return { kind: "strike", parts: toParts(token.tokens) };
    case "link":
      return toLink(token, toParts(token.tokens));
    case "image":
      // Nothing is fetched from elsewhere for having been written about.
      return toLink(token, [{ kind: "text", text: token.text || token.href }]);
    case "mention":
      return token.userId === null
        ? { kind: "everyone" }
        : { kind: "person", userId: token.userId };
    case "text":
    case "escape":
      return { kind: "text", text: token.text };
    default:
      return { kind: "text", text: (token as Token).raw };
  }
}

/** Only to the web and to mail; any other address is text. */
function toLink({ href, raw }: { href: string; raw: string }, parts: Inline[]): Inline {
  if (!URL.canParse(href)) return { kind: "text", text: raw };
  const url = new URL(href);
  return LINKS.has(url.protocol)
    ? { kind: "link", href: url.href, parts }
    : { kind: "text", text: raw };
}
