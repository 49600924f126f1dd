import type { Block, Inline } from "./markdown/nodes";
import { parseBlocks } from "./markdown/parse-blocks";

export type { Align, Block, Inline } from "./markdown/nodes";

/** Signs of markup that make sense in a message; with more of them its text is shown as it is. */
const MAX_SIGNS = 1_500;
const REMEMBERED = 500;

const parsed = new Map<string, Block[]>();

/**
 * A body as blocks: Markdown as people write it in a chat, with mentions, and nothing else. It takes a time that grows
 * with its length, whatever is in it: others have written it, and everybody reads it.
 */
export function parseBody(body: string): Block[] {
  const known = parsed.get(body);
  if (known) return known;
  const blocks = isReasonable(body) ? parseBlocks(body) : [asWritten(body)];
  if (parsed.size >= REMEMBERED) parsed.delete(parsed.keys().next().value ?? "");
  parsed.set(body, blocks);
  return blocks;
}

function isReasonable(body: string): boolean {
  return (body.match(/[*_~`[\]<>\\|#&]/g)?.length ?? 0) <= MAX_SIGNS;
}

function asWritten(text: string): Block {
  const parts: Inline[] = [{ kind: "text", text: text.replace(/^\n+/, "").trimEnd() }];
  return { kind: "paragraph", parts };
}
