import { convertMessage, type ImportedMessage, type ImportNames } from "./convert-message";
import type { OpenChannel } from "./open-channel";
import { authorOf, type NewPerson } from "./people";
import type { SlackMessage } from "./slack-schemas";

export interface Converted {
  messages: ImportedMessage[];
  /** Who wrote them, each once. */
  authors: NewPerson[];
  /** How many lines have nothing to show. */
  skipped: number;
}

/** Lines as messages, without those that the channel has already. */
export function convertLines(
  lines: (SlackMessage | null)[],
  { id, known }: OpenChannel,
  names: ImportNames,
): Converted {
  const messages = new Map<string, ImportedMessage>();
  const authors = new Map<string, NewPerson>();
  let skipped = 0;
  for (const line of lines) {
    const author = line && authorOf(line);
    const message = author && convertMessage(line, author.slackId, id, names);
    if (!message) skipped += 1;
    else if (!known.has(message.id) && !messages.has(message.id)) {
      messages.set(message.id, message);
      authors.set(author.slackId, author);
    }
  }
  return { messages: [...messages.values()], authors: [...authors.values()], skipped };
}
