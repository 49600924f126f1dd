const LONGEST_BODY = 10_000;
const FENCE = "```";
/** Room for the fences of a code block that goes on in the next part. */
const ROOM = 2 * (FENCE.length + 1);

/**
 * Splits a body into parts that each fit into a message: at the end of a line or a word where there is one, never in the
 * middle of a character. A code block that is split is a code block in both parts.
 */
export function splitBody(body: string): string[] {
  const parts: string[] = [];
  let rest = body;
  while (rest.length > LONGEST_BODY) {
    const end = findEnd(rest, LONGEST_BODY - (rest.includes(FENCE) ? ROOM : 0));
    const part = rest.slice(0, end).trimEnd();
    const isOpen = (part.match(/^```(?!.*```)/gm)?.length ?? 0) % 2 === 1;
    parts.push(isOpen ? `${part}\n${FENCE}` : part);
    const isLine = rest[end - 1] === "\n";
    const behind = rest.slice(end);
    rest = (isOpen ? `${FENCE}\n` : "") + behind.replace(isLine ? /^\n+/ : /^\s+/, "");
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

/** In the last half of what fits: the end of a paragraph, a line or a word; else of a whole character. */
function findEnd(text: string, limit: number): number {
  const head = text.slice(0, limit);
  for (const sign of ["\n\n", "\n", " "]) {
    const at = head.lastIndexOf(sign);
    if (at > limit / 2) return at + sign.length;
  }
  // A character can be many code points; one of more than a few dozen is nobody's word.
  const around = text.slice(limit - AROUND, limit + AROUND).toWellFormed();
  const start = SEGMENTS.segment(around).containing(AROUND)?.index ?? 0;
  if (start > 0) return limit - AROUND + start;
  return /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}

const AROUND = 64;
const SEGMENTS = new Intl.Segmenter("und", { granularity: "grapheme" });
