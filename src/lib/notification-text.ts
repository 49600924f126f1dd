import { mentionPlaces } from "./markdown/mentions";

/** The text of a notification. It is the same in an open page and in a push message. */

export const EVERYONE_NAME = "channel";
/** Shown in place of the name of somebody whom the reader does not know, or no longer. */
export const UNKNOWN_NAME = "someone";

/** Returns the name of a user, if the reader may know it. */
export type NameOf = (userId: string) => string | undefined;

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
): NotificationText {
  const { author } = message;
  const words = replaceMentions(message.body, nameOf);
  const answer = message.parentId === null ? "" : " answered";
  return {
    title: `${author.name}${author.guest ? " (guest)" : ""}${answer}${channelName === null ? "" : ` in #${channelName}`}`,
    body: words.length > MAX_LENGTH ? `${cut(words)}…` : words || "Sent a file",
  };
}

/** A body with names for its mentions: for notifications, text fields and quotes. */
export function replaceMentions(body: string, nameOf: NameOf): string {
  if (!/<[@!]/.test(body)) return body;
  let words = "";
  let end = 0;
  for (const token of mentionPlaces(body).tokens) {
    const name = token.userId === null ? EVERYONE_NAME : nameOf(token.userId);
    words += `${body.slice(end, token.start)}@${name ?? UNKNOWN_NAME}`;
    end = token.end;
  }
  return words + body.slice(end);
}

/** Shortens the text, but not in the middle of a surrogate pair. */
function cut(words: string): string {
  return words.slice(0, MAX_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "");
}
