export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; text: string };

export type Block =
  | { kind: "paragraph"; parts: Inline[] }
  | { kind: "fence"; language: string; text: string };

const FENCE = /^```([\w+#.-]{0,20})[^\S\n]*\n([\s\S]*?)\n?^```[^\S\n]*$/gm;
const INLINE = /`([^`\n]+)`|\bhttps?:\/\/[^\s<>"'`]+/g;
const TRAILING = /[.,:;!?'"*_~]+$/;

/** Splits what was written into text, code and links. Nothing is ever taken for markup. */
export function parseBody(body: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of body.matchAll(FENCE)) {
    addParagraph(blocks, body.slice(end, match.index));
    blocks.push({ kind: "fence", language: match[1] ?? "", text: match[2] ?? "" });
    end = match.index + match[0].length;
  }
  addParagraph(blocks, body.slice(end));
  return blocks;
}

function addParagraph(blocks: Block[], text: string): void {
  const trimmed = text.replace(/^\n+|\s+$/g, "");
  if (trimmed !== "") blocks.push({ kind: "paragraph", parts: parseInline(trimmed) });
}

function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const part = match[1] === undefined ? readLink(match[0]) : readCode(match);
    if (!part) continue;
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push(part.inline);
    end = match.index + part.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function readCode(match: RegExpExecArray) {
  const inline: Inline = { kind: "code", text: match[1] ?? "" };
  return { inline, length: match[0].length };
}

/** Only http and https become links; a sentence's end is not part of an address. */
function readLink(found: string) {
  const text = trimAddress(found);
  if (!URL.canParse(text)) return null;
  const inline: Inline = { kind: "link", href: new URL(text).href, text };
  return { inline, length: text.length };
}

function trimAddress(found: string): string {
  let text = found.replace(TRAILING, "");
  while (text.endsWith(")") && count(text, ")") > count(text, "(")) {
    text = text.slice(0, -1).replace(TRAILING, "");
  }
  return text;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
