import { nameToEmoji } from "gemoji";
import { toggleReactionInput } from "@/lib/socket-events";
import { SLACK_NAMES } from "./slack-emoji";

const REACTION = toggleReactionInput.shape.emoji;
const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

/** `+1`, `+1::skin-tone-3` or `flag-fr` as a character. */
export function toEmoji(slackName: string): string | null {
  const [name = "", tone] = slackName.split("::");
  const plain = findPlain(name);
  if (plain === undefined) return null;
  const number = Number(/^skin-tone-([2-6])$/.exec(tone ?? "")?.[1] ?? 0);
  const toned = number === 0 ? plain : addTone(plain, TONES[number - 2] ?? "");
  return [toned, plain].find((emoji) => REACTION.safeParse(emoji).success) ?? null;
}

function findPlain(name: string): string | undefined {
  const country = /^flag-([a-z]{2})$/.exec(name)?.[1];
  if (country) return String.fromCodePoint(...[...country].map(toRegionalIndicator));
  const other = name
    .replace(/^female-/, "woman_")
    .replace(/^male-/, "man_")
    .replaceAll("-", "_");
  return pick(SLACK_NAMES, name) ?? pick(nameToEmoji, name) ?? pick(nameToEmoji, other);
}

function pick(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const toRegionalIndicator = (letter: string) => letter.charCodeAt(0) - 97 + 0x1f1e6;

function addTone(emoji: string, tone: string): string {
  const [first = "", ...rest] = emoji;
  return first + tone + rest.join("").replace(/^\ufe0f/, "");
}
