import type { Block, Inline } from "./nodes";
import { parseBlocks } from "./parse-blocks";

export type { Align, Block, Inline, Item } from "./nodes";

/** The most markup characters that are parsed. A text with more of them is shown as it is. */
const MAX_SIGNS = 1_500;
/** How many bodies are remembered, and how many characters they have together: many bodies are long. */
const MAX_REMEMBERED = 500;
const MAX_CHARACTERS = 500_000;

const parsed = new Map<string, Block[]>();
let characters = 0;

/**
 * Parses a body into blocks: the Markdown that people use in a chat, and mentions. The time that it takes grows
 * linearly with the length, whatever the content: anybody can write a message, and everybody's browser parses it.
 */
export function parseBody(body: string): Block[] {
  const known = parsed.get(body);
  if (known) return known;
  const blocks = isReasonable(body) ? parseBlocks(body) : [asWritten(body)];
  remember(body, blocks);
  return blocks;
}

function remember(body: string, blocks: Block[]): void {
  if (body.length > MAX_CHARACTERS) return;
  parsed.set(body, blocks);
  characters += body.length;
  for (const oldest of parsed.keys()) {
    if (parsed.size <= MAX_REMEMBERED && characters <= MAX_CHARACTERS) return;
    parsed.delete(oldest);
    characters -= oldest.length;
  }
}

export function isReasonable(body: string): boolean {
  return (body.match(/[*_~`[\]<>\\|#&]/g)?.length ?? 0) <= MAX_SIGNS;
}

function asWritten(text: string): Block {
  const parts: Inline[] = [{ kind: "text", text: text.replace(/^\n+/, "").trimEnd() }];
  return { kind: "paragraph", parts };
}
