import { hasVisible } from "@/lib/visible-text";
import { convertAttachment } from "./convert-attachment";
import { convertBlocks } from "./convert-blocks";
import { clean, convertText, type Names } from "./convert-text";
import { describeFile } from "./describe-file";
import { fence, joinPieces, type Piece, quote } from "./piece";
import { SaidWords, wordsOf } from "./said-words";
import type { SlackFile, SlackMessage } from "./slack-schemas";

/** Slack's own limit is 40,000. With its markup, a text can be longer. */
const LONGEST_TEXT = 100_000;
const LONGEST_BODY = 100_000;

export interface Composed {
  body: string;
  /** How many files are named in it whose bytes are missing. */
  files: number;
  /** How many characters were cut off. */
  cut: number;
}

/**
 * All that a line says: its text, what stands only in its blocks, what is attached, comments on files, and the names of
 * the files.
 */
export function composeBody(line: SlackMessage, names: Names): Composed {
  const text = convertText(line.text.slice(0, LONGEST_TEXT), names);
  const body = new Body(mergeText(text, convertBlocks(line.blocks, names), line));
  let cut = Math.max(line.text.length - LONGEST_TEXT, 0);
  for (const one of line.attachments) {
    if (body.isFull) cut += (one.text ?? one.fallback ?? "").length;
    else body.add(convertAttachment(one, body.said, body.isEmpty, names));
  }
  const files = line.file ? [line.file, ...line.files] : line.files;
  for (const file of files) body.add(convertFile(file, line, body.said, names));
  body.add(convertComment(line.comment, line.user ?? line.comment?.user, body.said, names));
  return shorten(body.join(), cut, files.length);
}

/** A body that grows piece by piece. */
class Body {
  readonly said = new SaidWords();
  readonly #pieces: Piece[] = [];
  #length = 0;

  constructor(pieces: Piece[]) {
    this.add(pieces);
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get isFull(): boolean {
    return this.#length > LONGEST_BODY;
  }

  add(pieces: Piece[]): void {
    for (const { markdown } of pieces) {
      this.said.add(markdown);
      this.#length += markdown.length;
    }
    this.#pieces.push(...pieces);
  }

  join(): string {
    return joinPieces(this.#pieces).trim();
  }
}

/**
 * The text and the blocks of a line are mostly the same; of programs, the text is often a summary. What people write is
 * in the text as a whole.
 */
function mergeText(text: string, blocks: Piece[], line: SlackMessage): Piece[] {
  const own: Piece[] = text === "" ? [] : [{ kind: "text", markdown: text }];
  if (text === "" || blocks.length === 0) return [...own, ...blocks];
  const inText = new SaidWords(text);
  const missing = blocks.filter(({ markdown, words = markdown }) => !inText.has(words));
  const saidInBlocks = blocks.map(({ markdown, words = markdown }) => words).join("\n");
  const isWhole = wordsOf(text).length >= wordsOf(saidInBlocks).length;
  if (missing.length === 0 || (line.bot_id === undefined && isWhole)) return own;
  return new SaidWords(saidInBlocks).has(text) ? blocks : [...own, ...missing];
}

function convertFile(file: SlackFile, line: SlackMessage, said: SaidWords, names: Names): Piece[] {
  const name: Piece = { kind: "text", markdown: describeFile(file) };
  const words = clean(file.plain_text || file.preview || "").trim();
  const inside: Piece[] =
    file.mode === "snippet"
      ? [{ kind: "code", markdown: fence(words), words }]
      : [{ kind: "quote", markdown: quote(words), words }];
  return [
    name,
    ...inside.filter((one) => one.words !== "" && !said.has(words)),
    ...convertComment(file.initial_comment, line.user, said, names),
  ];
}

/** A comment on a file, with its author where that is somebody else than the author of the message. */
function convertComment(
  comment: SlackMessage["comment"],
  authorId: string | undefined,
  said: SaidWords,
  names: Names,
): Piece[] {
  const words = convertText(comment?.comment ?? "", names);
  if (words === "" || said.has(words)) return [];
  const id = comment?.user;
  const name =
    id === authorId ? "" : (names.person(id ?? "")?.name ?? names.label?.(id ?? "") ?? "");
  return [{ kind: "text", markdown: name === "" ? words : `**${name}:** ${words}` }];
}

function shorten(body: string, cutBefore: number, files: number): Composed {
  if (!hasVisible(body)) return { body: "", files, cut: 0 };
  const kept = body.slice(0, LONGEST_BODY).toWellFormed();
  const cut = cutBefore + body.length - kept.length;
  return { body: cut > 0 ? `${kept}…` : kept, files, cut };
}
