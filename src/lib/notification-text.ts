import { mentionPlaces } from "./markdown/mentions";
import type { Mention } from "./markdown/nodes";

/** The text of a notification. It is the same in an open page and in a push message. */

export const EVERYONE_NAME = "channel";
/** Those in the channel who are connected. */
export const HERE_NAME = "here";
/** Shown in place of the name of somebody whom the reader does not know, or no longer. */
export const UNKNOWN_NAME = "someone";

/** Returns the name of a user, if the reader may know it. */
export type NameOf = (userId: string) => string | undefined;

/** Returns what is shown for an address, if it is that of a channel. */
export type ChannelOf = (href: string) => string | null;

export interface NotificationText {
  title: string;
  body: string;
}

interface NotifiedMessage {
  author: { name: string; guest: boolean };
  body: string;
  parentId: string | null;
}

const MAX_LENGTH = 200;

/**
 * The notification of a message.
 * @param channelName null in a direct conversation
 */
export function describeMessage(
  message: NotifiedMessage,
  channelName: string | null,
  nameOf: NameOf,
  channelOf: ChannelOf,
): NotificationText {
  const { author } = message;
  const words = replaceMentions(message.body, nameOf, channelOf);
  const answer = message.parentId === null ? "" : " answered";
  return {
    title: `${author.name}${author.guest ? " (guest)" : ""}${answer}${channelName === null ? "" : ` in #${channelName}`}`,
    body: words.length > MAX_LENGTH ? `${cut(words)}…` : words || "Sent a file",
  };
}

/**
 * A body with names for its mentions, and for its channels: for notifications and other plain text.
 * @param channelOf left out where others read it too: they may not see the channel
 */
export function replaceMentions(body: string, nameOf: NameOf, channelOf?: ChannelOf): string {
  const known: NameOf = (userId) => nameOf(userId) ?? UNKNOWN_NAME;
  let words = "";
  let from = 0;
  for (const { start, end, name } of namePlaces(body, known, channelOf)) {
    if (name === null) continue;
    words += body.slice(from, start) + name;
    from = end;
  }
  return words + body.slice(from);
}

/** What is shown in place of each mention and address in a body, in order. Null where it stays as it is. */
export function namePlaces(body: string, nameOf: NameOf, channelOf: ChannelOf = () => null) {
  if (!/<[@!]|\/c\//.test(body)) return [];
  const { tokens, addresses } = mentionPlaces(body);
  const names = tokens.map(({ start, end, mention }) => {
    const name = nameMention(mention, nameOf);
    return { start, end, name: name === undefined ? null : `@${name}` };
  });
  const channels = addresses.map(({ start, end, href }) => ({ start, end, name: channelOf(href) }));
  return [...names, ...channels].sort((a, b) => a.start - b.start);
}

/** What stands after the `@` of a mention; undefined for somebody whose name is not known. */
export function nameMention(mention: Mention, nameOf: NameOf): string | undefined {
  if (mention.kind === "person") return nameOf(mention.userId);
  return mention.kind === "here" ? HERE_NAME : EVERYONE_NAME;
}

/** Shortens the text, but not in the middle of a surrogate pair. */
function cut(words: string): string {
  return words.slice(0, MAX_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "");
}
