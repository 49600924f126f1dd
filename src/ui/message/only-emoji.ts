import type { Block } from "@/lib/markdown/parse-body";

/** More emoji than this are a line of text. */
const MAX_EMOJI = 8;
/** The longest emoji, a family with skin tones, has some 40 units. A longer text need not be looked at. */
const MAX_LENGTH = MAX_EMOJI * 40;

const PICTURE = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\ufe0f|\p{Emoji_Modifier}))`;
const ONE = String.raw`${PICTURE}[\ufe0f\p{Emoji_Modifier}\u{e0020}-\u{e007f}]*`;
const JOINED = String.raw`(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)*`;
const EMOJI = String.raw`(?:\p{Regional_Indicator}{2}|[\d#*]\ufe0f?\u20e3|${ONE}${JOINED})`;
const ONLY_EMOJI = new RegExp(String.raw`^(?:${EMOJI}\s*){1,${MAX_EMOJI}}$`, "u");

/** Whether a message is a few emoji and nothing else. They are shown large. */
export function isOnlyEmoji([block, ...others]: Block[]): boolean {
  if (block?.kind !== "paragraph" || others.length > 0) return false;
  const [part, ...more] = block.parts;
  if (part?.kind !== "text" || more.length > 0 || part.text.length > MAX_LENGTH) return false;
  return ONLY_EMOJI.test(part.text.trim());
}
