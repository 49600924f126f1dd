import { convertBlocks } from "./convert-blocks";
import { convertLink, convertText, type Names } from "./convert-text";
import { describeFile } from "./describe-file";
import { joinPieces, type Piece, quote } from "./piece";
import { SaidWords } from "./said-words";
import type { SlackAttachment } from "./slack-schemas";

/** What Slack writes for programs that wrote nothing there. */
const NO_FALLBACK = /^\[no preview available\]$/i;

/**
 * What a program, a link or a forwarded message has attached. It is quoted, unless nothing else is in the message.
 * @param said what the message has said so far, which is not repeated; what is forwarded is
 */
export function convertAttachment(
  one: SlackAttachment,
  said: SaidWords,
  isAlone: boolean,
  names: Names,
): Piece[] {
  const isForwarded = Boolean(one.is_share || one.is_msg_unfurl);
  const isNew = ({ markdown, words = markdown }: Piece) => isForwarded || !said.has(words);
  const all = listInside(one, names).filter(hasWords);
  const above = [text(convertText(one.pretext ?? "", names))].filter(hasWords).filter(isNew);
  const inside = all.filter(isNew);
  if (inside.length + above.length === 0) {
    const fallback = [text(writeFallback(one, names))].filter(hasWords).filter(isNew);
    return all.length > 0 ? [] : fallback;
  }
  const credit = inside.length > 0 ? listCredit(one, names) : [];
  const markdown = joinPieces([...credit, ...inside]);
  if (markdown === "") return above;
  if (isAlone && above.length === 0 && !isForwarded) return [...credit, ...inside];
  return [...above, { kind: "quote", markdown: quote(markdown) }];
}

const text = (markdown: string): Piece => ({ kind: "text", markdown });
const hasWords = ({ markdown }: Piece) => markdown.trim() !== "";

function listCredit(
  { author_name, author_subname, author_id }: SlackAttachment,
  names: Names,
): Piece[] {
  const name = [author_name || names.person(author_id ?? "")?.name, author_subname]
    .filter(Boolean)
    .join(" ");
  return name === "" ? [] : [text(`**${convertText(name, names)}**`)];
}

function listInside(one: SlackAttachment, names: Names): Piece[] {
  const words = convertText(one.text ?? "", names);
  const nested = one.message_blocks.flatMap(({ message }) => message.blocks);
  const blocks = convertBlocks([...one.blocks, ...nested], names);
  const said = blocks.length > 0 ? new SaidWords(words) : null;
  return [
    text(writeTitle(one, names)),
    text(words),
    ...blocks.filter((piece) => !said?.has(piece.words ?? piece.markdown)),
    ...one.fields.map(({ title, value }) => text(writeField(title, value, names))),
    text(convertText(one.footer ?? "", names)),
    ...one.files.map((file) => text(describeFile(file))),
  ];
}

function writeTitle({ title, title_link }: SlackAttachment, names: Names): string {
  const words = convertText(title ?? "", names);
  if (title_link) return convertLink(title_link, words);
  return words && `**${words}**`;
}

function writeField(title: string | undefined, value: string | undefined, names: Names): string {
  const [name, words] = [convertText(title ?? "", names), convertText(value ?? "", names)];
  return [name && `**${name}:**`, words].filter(Boolean).join(" ");
}

function writeFallback(
  { fallback = "", image_url, from_url }: SlackAttachment,
  names: Names,
): string {
  const words = NO_FALLBACK.test(fallback.trim()) ? "" : convertText(fallback, names);
  return words || convertLink(image_url ?? from_url ?? "", undefined);
}
