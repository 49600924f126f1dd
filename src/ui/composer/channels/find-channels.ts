import type { Channel } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { BEFORE_NAME } from "../mentions/typed-names";

export interface ChannelQuery {
  words: string;
  /** The index of the `#` in the text. */
  start: number;
}

/** A `#` alone may begin a heading, and one in an address names a part of a page. */
const QUERY = new RegExp(
  String.raw`${BEFORE_NAME}(?<![\/#&])[#＃]([\p{L}\p{M}\p{N}_\-]{1,40})$`,
  "v",
);
const MAX_CHOICES = 8;

/** The name of a channel that is being typed before the caret, or null. */
export function readChannelQuery(text: string, caret: number): ChannelQuery | null {
  const found = QUERY.exec(text.slice(0, caret));
  return found ? { words: found[1] ?? "", start: found.index } : null;
}

/** The channels whose names, or words of them, begin so; those that the user is in come first. */
export function findChannels(words: string, channels: readonly Channel[]): Channel[] {
  const needle = foldText(words);
  const rank = (channel: Channel) =>
    (channel.joined ? 0 : 2) + (foldText(channel.name).startsWith(needle) ? 0 : 1);
  return channels
    .filter(({ kind, archivedAt, name }) => {
      const words = foldText(name).split(/[\s_-]+/);
      const fits = foldText(name).startsWith(needle) || words.some((one) => one.startsWith(needle));
      return kind === "channel" && archivedAt === null && fits;
    })
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, MAX_CHOICES);
}
