import { outsideCode } from "@/ui/composer/mentions/mention-text";

const CODE = /(?<![\p{L}\p{N}_/])(:[a-z0-9_+-]{2,30}:)(?![\p{L}\p{N}_])/giu;

/** Whether something in it may be the short name of an emoji, between its colons. */
export function hasCodes(text: string): boolean {
  return text.search(CODE) >= 0;
}

/** The names of emoji, which come when they are first wanted; null where they do not come. */
export function loadEmojiData() {
  return import("./emoji-data").catch(() => null);
}

const PATIENCE = 1_000;

/**
 * The text with its short names as emoji: those that are known, and none within code. As it is, where their table
 * has not come within a second: a message does not wait for it.
 */
export async function spellCodes(text: string): Promise<string> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
  const data = await Promise.race([loadEmojiData(), late]);
  if (!data) return text;
  return outsideCode(text, (part) =>
    part.replace(CODE, (found) => data.readCode(found.slice(1, -1))?.char ?? found),
  );
}
