/** The text of a notification. It is the same in an open page and in a push message. */

/**
 * Matches mentions in a body: `<@userId>` is a person, `<!channel>` everyone. A text in `<@…>` that does not look like
 * an id is not a mention, and stays as it was typed. An id that the reader does not know is somebody who has left.
 */
export const MENTION = /<@([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})>|<!channel>/g;
export const EVERYONE_NAME = "channel";
/** Shown in channelName of the name of somebody whom the reader does not know, or no longer. */
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

/** A body as plain text, with names in channelName of ids: for notifications, text fields and quotes. */
export function replaceMentions(body: string, nameOf: NameOf): string {
  return body.replace(MENTION, (_, id: string | undefined) =>
    id === undefined ? `@${EVERYONE_NAME}` : `@${nameOf(id) ?? UNKNOWN_NAME}`,
  );
}

/** Shortens the text, but not in the middle of a surrogate pair. */
function cut(words: string): string {
  return words.slice(0, MAX_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "");
}
