import { type ChannelOf, nameMention } from "@/lib/notification-text";
import { type Block, type Inline, type Item, parseBody } from "./parse-body";

/** How a body is spelled that is not shown as it was written. */
export interface Spelling {
  /** The name of somebody who is mentioned. */
  nameOf: (userId: string) => string;
  /** What is shown for the address of a channel. */
  channelOf?: ChannelOf;
  /** Called for each link, with the words that are shown for it. */
  onLink?: (href: string, words: string) => void;
}

/** Without one of these, markup stands only between words, and cannot change them. */
const SIGN = /[*~`[<&]/;

/**
 * A body as plain text, as search shows and finds it: no markup, names for mentions, quotation marks around quotes, and
 * the marks of list items.
 */
export function toPlainText(body: string, spelling: Spelling): string {
  return spellBlocks(parseBody(body), spelling);
}

/** As `toPlainText`, for the words alone: few bodies have to be parsed for that. */
export function readPlainWords(body: string, spelling: Spelling): string {
  return SIGN.test(body) ? toPlainText(body, spelling) : body;
}

function spellBlocks(blocks: Block[], spelling: Spelling): string {
  return blocks.map((block) => spellBlock(block, spelling)).join("\n");
}

function spellBlock(block: Block, spelling: Spelling): string {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return spellParts(block.parts, spelling);
    case "fence":
      return block.text;
    case "quote":
      return `“${spellBlocks(block.blocks, spelling)}”`;
    case "list":
      return block.items
        .map((item) => `${signOf(item)} ${spellBlocks(item.blocks, spelling)}`)
        .join("\n");
    case "rule":
      return "—";
    case "table":
      return [block.head, ...block.rows]
        .map((row) => row.map((cell) => spellParts(cell, spelling)).join(" · "))
        .join("\n");
  }
}

function signOf({ sign, checked }: Item): string {
  if (checked !== null) return checked ? "☑" : "☐";
  return sign ?? "•";
}

function spellParts(parts: Inline[], spelling: Spelling): string {
  return parts.map((part) => spellPart(part, spelling)).join("");
}

function spellPart(part: Inline, spelling: Spelling): string {
  switch (part.kind) {
    case "text":
    case "code":
      return part.text;
    case "break":
      return "\n";
    case "person":
    case "everyone":
    case "here":
      return `@${nameMention(part, spelling.nameOf)}`;
    case "strong":
    case "emphasis":
    case "strike":
      return spellParts(part.parts, spelling);
    case "link":
      return spellLink(part.href, spellParts(part.parts, spelling), spelling);
  }
}

function spellLink(href: string, words: string, { onLink, channelOf }: Spelling): string {
  onLink?.(href, words);
  return (words === href && channelOf?.(href)) || words;
}
