/** The words of a notification, the same whether an open page shows it or a push service brings it. */

/**
 * In a body `<@userId>` is a person and `<!channel>` everyone. What has not the shape of an id was never anybody,
 * and stays as it was typed; an id that nobody is known by is somebody who left.
 */
export const MENTION = /<@([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})>|<!channel>/g;
export const EVERYONE_NAME = "channel";
/** Of somebody whom the reader does not know, or no longer. */
export const UNKNOWN_NAME = "someone";

/** The name of somebody by id, if the reader may know them. */
export type NameOf = (userId: string) => string | undefined;

export interface NotificationText {
  title: string;
  body: string;
}

interface Told {
  author: { name: string; guest: boolean };
  body: string;
  parentId: string | null;
}

const LONGEST = 200;

/**
 * What is said of a message.
 * @param place the channel's name, or null in a direct conversation
 */
export function describeMessage(
  message: Told,
  place: string | null,
  nameOf: NameOf,
): NotificationText {
  const { author } = message;
  const words = spellMentions(message.body, nameOf);
  const answer = message.parentId === null ? "" : " answered";
  return {
    title: `${author.name}${author.guest ? " (guest)" : ""}${answer}${place === null ? "" : ` in #${place}`}`,
    body: words.length > LONGEST ? `${cut(words)}…` : words || "Sent a file",
  };
}

/** A body as plain words, for notifications, fields and quotes. */
export function spellMentions(body: string, nameOf: NameOf): string {
  return body.replace(MENTION, (_, id: string | undefined) =>
    id === undefined ? `@${EVERYONE_NAME}` : `@${nameOf(id) ?? UNKNOWN_NAME}`,
  );
}

/** Not through the middle of a character. */
function cut(words: string): string {
  return words.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, "");
}
