export const LONGEST_MESSAGE = 10_000;
const NEAR_THE_END = 9_000;

/** What would be sent of a text, and whether it can be. The server has the last word. */
export function checkBody(text: string) {
  const clean = text.replaceAll("\0", "").trimEnd().toWellFormed();
  const left = LONGEST_MESSAGE - clean.length;
  return {
    clean,
    left,
    nearTheEnd: clean.length >= NEAR_THE_END,
    sendable: clean.trim() !== "" && left >= 0,
  };
}
