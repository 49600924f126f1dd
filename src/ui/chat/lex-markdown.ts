import { Lexer, type Token, Tokenizer, type Tokens } from "marked";
import { MENTION } from "@/lib/notice-words";

/** Leaves as text what a chat has no use for, raw HTML before all: it is never taken for markup. */
class ChatTokenizer extends Tokenizer {
  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override table(source: string): Tokens.Table | undefined {
    return isSmallTable(source) ? super.table(source) : undefined;
  }
  override code(): undefined {}
  override lheading(): undefined {}
  override hr(): undefined {}
  override reflink(): undefined {}
}

/** Short lines under a wide head would be filled up to its width: some thousand signs make millions of cells. */
const MOST_CELLS = 1_000;

function isSmallTable(source: string): boolean {
  const [head = "", rule = ""] = source.split("\n", 2);
  if (!/^[ \t|:-]*-[ \t|:-]*$/.test(rule)) return false;
  const rows = (source.split(/\n[ \t]*\n/, 1)[0] ?? "").split("\n").length;
  return head.split("|").length * rows <= MOST_CELLS;
}

export interface MentionToken extends Tokens.Generic {
  type: "mention";
  userId: string | null;
}

const mention = {
  start: (source: string) => {
    const at = source.search(MENTION);
    return at < 0 ? undefined : at;
  },
  tokenize(source: string): MentionToken | undefined {
    const found = new RegExp(`^(?:${MENTION.source})`).exec(source);
    return found ? { type: "mention", raw: found[0], userId: found[1] ?? null } : undefined;
  },
};

const options = {
  gfm: true,
  breaks: true,
  extensions: {
    inline: [(source: string) => mention.tokenize(source)],
    startInline: [(source: string) => mention.start(source)],
    childTokens: {},
    renderers: {},
  },
};

/** Markdown into the tokens that a chat knows. */
export function lexMarkdown(body: string): Token[] {
  return new Lexer({ ...options, tokenizer: new ChatTokenizer() }).lex(body);
}
