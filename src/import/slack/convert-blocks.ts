import { type Node, nodeIn, nodesIn, textIn } from "./block-node";
import { convertRichText } from "./convert-rich-text";
import { convertShortcodes } from "./convert-shortcodes";
import { clean, convertLink, convertText, type Names, putMentions } from "./convert-text";
import type { Piece } from "./piece";

/** How deep a block of a kind that is not known is searched for words. */
const MAX_DEPTH = 6;

/** What blocks say, in pieces. Buttons and fields to fill in say nothing, unless they lead somewhere. */
export function convertBlocks(blocks: unknown[], names: Names): Piece[] {
  return nodesIn(blocks).flatMap((block) => convertBlock(block, names));
}

function convertBlock(block: Node, names: Names): Piece[] {
  const texts = (values: unknown[]) => values.map((one) => convertWords(one, names));
  switch (block.type) {
    case "rich_text":
      return convertRichText(block.elements, names);
    case "header":
      return say(texts([block.text]).map((words) => words && `**${words}**`));
    case "section":
      return say(texts([block.text, ...nodesIn(block.fields), block.accessory]));
    case "context":
    case "actions":
      return say([texts(nodesIn(block.elements)).filter(Boolean).join(" ")]);
    case "image":
      return say(texts([block]));
    case "video":
      return say([
        convertLink(textIn(block.title_url), textOf(block.title)),
        ...texts([block.description]),
        textIn(block.author_name),
      ]);
    case "markdown":
      return say([putMentions(clean(textIn(block.text)))]);
    default:
      return say([searchWords(block, names, MAX_DEPTH).join(" ")]);
  }
}

const say = (texts: string[]): Piece[] =>
  texts
    .filter((text) => text.trim() !== "")
    .map((markdown) => ({ kind: "text", markdown: markdown.trim(), words: markdown }));

/** A text, an image or a button. */
function convertWords(value: unknown, names: Names): string {
  const { type, text, image_url, alt_text, title, url } = nodeIn(value);
  switch (type) {
    case "mrkdwn":
      return convertText(textIn(text), names);
    case "plain_text":
      return plain(textIn(text));
    case "image":
      return image_url ? convertLink(textIn(image_url), textOf(title) || textIn(alt_text)) : "";
    case "button":
      return url ? convertLink(textIn(url), textOf(text)) : "";
    default:
      return "";
  }
}

const textOf = (value: unknown) => clean(textIn(nodeIn(value).text));

const plain = (text: string) => putMentions(convertShortcodes(clean(text)));

/** All words in a block of a kind that is not known, such as a table. */
function searchWords(value: unknown, names: Names, depth: number): string[] {
  if (Array.isArray(value)) {
    return depth === 0
      ? []
      : value.slice(0, 500).flatMap((one) => searchWords(one, names, depth - 1));
  }
  const node = nodeIn(value);
  const own = convertWords(node, names);
  if (own !== "" || depth === 0) return [own];
  const rich = convertRichText(node.type === "rich_text" ? node.elements : [], names);
  if (rich.length > 0) return rich.map(({ markdown }) => markdown);
  const inside = ["title", "text", "elements", "fields", "rows", "description", "label"];
  return [
    typeof node.text === "string" ? plain(node.text) : "",
    ...inside.flatMap((field) => searchWords(node[field], names, depth - 1)),
  ].filter(Boolean);
}
