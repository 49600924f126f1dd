import { yieldNow } from "@/core/yield-now";
import { convertMessage, type ImportedMessage, type ImportNames } from "./convert-message";
import { authorOf, type NewPerson } from "./people";
import type { SlackMessage } from "./slack-schemas";

export interface Converted {
  messages: ImportedMessage[];
  /** The authors of the messages, each once. */
  authors: NewPerson[];
  /** How many lines have nothing to show. */
  skipped: number;
}

/**
 * Converts lines to messages, each once.
 * @param met ids of the messages that the channel already has or will have; the returned ones are added
 */
export async function convertLines(
  lines: (SlackMessage | null)[],
  channelId: string,
  met: Set<string>,
  names: ImportNames,
): Promise<Converted> {
  const messages: ImportedMessage[] = [];
  const authors = new Map<string, NewPerson>();
  let skipped = 0;
  for (const line of lines) {
    await yieldNow();
    const author = line && authorOf(line);
    const message = author && convertMessage(line, author.slackId, channelId, names);
    if (!message) skipped += 1;
    else if (!met.has(message.id)) {
      met.add(message.id);
      messages.push(message);
      authors.set(author.slackId, author);
    }
  }
  return { messages, authors: [...authors.values()], skipped };
}
