export const LONGEST_MESSAGE = 10_000;
const NEAR_THE_END = 9_000;

/** The text as it would be sent, and whether it can be. The server decides in the end. */
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
