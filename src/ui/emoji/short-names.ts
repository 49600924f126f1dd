import { mentionPlaces } from "@/lib/markdown/mentions";

const CODE = /(?<![\p{L}\p{N}_/])(:[a-z0-9_+-]{2,30}:)(?![\p{L}\p{N}_])/giu;

/** Whether the text may contain the short name of an emoji between colons. */
export function hasCodes(text: string): boolean {
  return text.search(CODE) >= 0;
}

/** Loads the table of emoji; null if it could not be loaded. */
export function loadEmojiData() {
  return import("./emoji-data").catch(() => null);
}

const LOAD_WITHIN_MS = 8_000;

/**
 * Replaces the known short names in a text with emoji, except within code. If the table is not loaded within eight
 * seconds, the text stays as it is: a message does not wait longer for it.
 */
export async function replaceShortNames(text: string): Promise<string> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, LOAD_WITHIN_MS, null));
  const data = await Promise.race([loadEmojiData(), late]);
  if (!data) return text;
  // The parser says where an `@` is plain text. There a colon is too.
  const probe = text.replace(CODE, (found) => `@${found.slice(1)}`);
  const plain = new Set(mentionPlaces(probe).signs.map(({ at }) => at));
  return text.replace(CODE, (found, _, at: number) =>
    plain.has(at) ? (data.readCode(found.slice(1, -1))?.char ?? found) : found,
  );
}
