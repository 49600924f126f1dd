/** Reads a few characters of a text at an index. */

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** How often the character at `start` stands there in a row. */
export function countRun(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end += 1;
  return end - start;
}

/** The character before `end`: two code units, if it is a surrogate pair. */
export function lastCharacter(text: string, end: number): string {
  const isPair = /[\uDC00-\uDFFF]/.test(text[end - 1] ?? "");
  return text.slice(Math.max(0, end - (isPair ? 2 : 1)), end);
}
