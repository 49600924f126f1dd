export const MAX_MESSAGE_CHARS = 10_000;
const WARN_FROM_CHARS = 9_000;

/** The text as it would be sent, and whether it can be. The server decides in the end. */
export function checkBody(text: string) {
  const clean = text.replaceAll("\0", "").trimEnd().toWellFormed();
  const left = MAX_MESSAGE_CHARS - clean.length;
  return {
    clean,
    left,
    nearTheEnd: clean.length >= WARN_FROM_CHARS,
    sendable: clean.trim() !== "" && left >= 0,
  };
}
