import { nameToEmoji } from "gemoji";
import { toggleReactionInput } from "@/lib/socket-events";
import { SLACK_NAMES } from "./slack-emoji";

const REACTION = toggleReactionInput.shape.emoji;
const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];
/** Each person or hand of an emoji. The hands between two people have no colour of their own. */
const TONED = /(?!🤝\u200d)(\p{Emoji_Modifier_Base})\ufe0f?/gu;

/** `+1`, `+1::skin-tone-3` or `flag-fr` as a character. */
export function toEmoji(slackName: string): string | null {
  const [name = "", tone] = slackName.split("::");
  const plain = findPlain(name);
  if (plain === undefined) return null;
  const number = Number(/^skin-tone-([2-6])/.exec(tone ?? "")?.[1] ?? 0);
  const toned = number === 0 ? plain : plain.replace(TONED, `$1${TONES[number - 2] ?? ""}`);
  return [toned, plain].find((emoji) => REACTION.safeParse(emoji).success) ?? null;
}

function findPlain(name: string): string | undefined {
  const country = /^flag-([a-z]{2})$/.exec(name)?.[1];
  if (country) return String.fromCodePoint(...[...country].map(toRegionalIndicator));
  const joined = name.replaceAll("-", "_");
  const person = joined.replace(/^female_/, "woman_").replace(/^male_/, "man_");
  const common = [name, joined, person].map((one) => pick(nameToEmoji, one));
  return SLACK_NAMES.get(name) ?? common.find((one) => one !== undefined);
}

function pick(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const toRegionalIndicator = (letter: string) => letter.charCodeAt(0) - 97 + 0x1f1e6;
