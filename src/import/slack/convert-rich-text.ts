import { type Node, nodeIn, nodesIn, numberIn, textIn } from "./block-node";
import {
  channelOf,
  clean,
  convertLink,
  groupOf,
  mentionOf,
  type Names,
  putMentions,
  writeTime,
} from "./convert-text";
import { fence, type Piece, quote } from "./piece";
import { toEmoji } from "./to-emoji";

const STYLES = [
  ["code", "`"],
  ["strike", "~~"],
  ["italic", "_"],
  ["bold", "**"],
] as const;

/** What people write with Slack's editor: sections, lists, quotes and code. */
export function convertRichText(elements: unknown, names: Names): Piece[] {
  return nodesIn(elements).flatMap((element) => convertElement(element, names));
}

function convertElement(element: Node, names: Names): Piece[] {
  const markdown = convertInlines(element.elements, names);
  switch (element.type) {
    case "rich_text_list":
      return convertList(element, names);
    case "rich_text_quote":
      return keep({ kind: "quote", markdown: quote(markdown), words: markdown });
    case "rich_text_preformatted":
      return keep({
        kind: "code",
        markdown: fence(plainInlines(element.elements)),
        words: markdown,
      });
    default:
      return keep({ kind: "text", markdown, words: markdown });
  }
}

const keep = (piece: Piece): Piece[] => (piece.words?.trim() ? [piece] : []);

function convertList(list: Node, names: Names): Piece[] {
  const indent = "    ".repeat(Math.min(Math.max(numberIn(list.indent), 0), 7));
  return nodesIn(list.elements).flatMap((item, i) => {
    const words = convertInlines(item.elements, names);
    const mark = list.style === "ordered" ? `${numberIn(list.offset) + i + 1}.` : "-";
    const markdown = `${indent}${mark} ${words.replaceAll("\n", `\n${indent}   `)}`;
    return keep({ kind: "list", markdown, words });
  });
}

function convertInlines(elements: unknown, names: Names): string {
  const raw = nodesIn(elements).map((one) => convertInline(one, names));
  return putMentions(raw.join("")).trim();
}

function convertInline(element: Node, names: Names): string {
  const text = clean(textIn(element.text));
  const id = (field: string) => textIn(element[field]);
  switch (element.type) {
    case "link":
      return convertLink(clean(id("url")), text || undefined);
    case "user":
      return mentionOf(id("user_id"), undefined, names);
    case "usergroup":
      return groupOf(id("usergroup_id"), undefined, names);
    case "channel":
      return channelOf(id("channel_id"), names);
    case "broadcast":
      return id("range") === "here" ? "@here" : "@channel";
    case "emoji":
      return convertEmoji(element);
    case "date":
      return clean(id("fallback")) || writeTime(String(numberIn(element.timestamp)));
    case "color":
      return clean(id("value"));
    default:
      return style(text || clean(id("fallback") || id("name")), nodeIn(element.style));
  }
}

function convertEmoji({ name, skin_tone, unicode }: Node): string {
  const tone = numberIn(skin_tone) > 0 ? `::skin-tone-${numberIn(skin_tone)}` : "";
  const points = textIn(unicode)
    .split("-")
    .map((one) => Number.parseInt(one, 16));
  const isKnown = points.every((point) => point > 0 && point <= 0x10ffff);
  const written = isKnown ? String.fromCodePoint(...points.slice(0, 16)).toWellFormed() : null;
  return toEmoji(`${textIn(name)}${tone}`) ?? written ?? `:${clean(textIn(name))}:`;
}

/** Signs of style hold only at the edge of a word and within a line. */
function style(text: string, styles: Node): string {
  const used = STYLES.filter(([name]) => styles[name] === true);
  if (used.length === 0) return text;
  return text.replace(/\S(?:[^\n]*\S)?/g, (words) =>
    used.reduce((styled, [, sign]) => `${sign}${styled}${sign}`, words),
  );
}

function plainInlines(elements: unknown): string {
  const texts = nodesIn(elements).map(({ text, url }) => textIn(text) || textIn(url));
  return clean(texts.join(""));
}
