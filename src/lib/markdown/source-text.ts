/** A text that was put together from parts of a body, and where these parts stand in the body. */
export interface SourceText {
  text: string;
  /** Where a part begins in the text, and where in the body. In order. */
  parts: readonly SourcePart[];
}

interface SourcePart {
  at: number;
  source: number;
}

/** A line of a body without the marks before it. `end` is where the line ends in the body. */
export interface SourceLine {
  text: string;
  end: number;
}

/**
 * Lines as one text. Only the indentation of a line differs from what stands in the body, so what follows it is found by
 * its distance from the end of the line.
 */
export function joinLines(lines: readonly SourceLine[]): SourceText {
  const parts: SourcePart[] = [];
  let at = 0;
  for (const { text, end } of lines) {
    parts.push({ at, source: end - text.length });
    at += text.length + 1;
  }
  const text = lines.map((line) => line.text).join("\n");
  return { text: text.trimEnd(), parts };
}

/** Where in the body an index of the text stands. */
export function findSource({ parts }: SourceText, index: number): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((parts[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const part = parts[low] ?? { at: 0, source: 0 };
  return part.source + index - part.at;
}
