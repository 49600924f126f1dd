import { createHash } from "node:crypto";
import { yieldNow } from "@/core/yield-now";
import {
  convertMessage,
  type ImportedMessage,
  type ImportNames,
  type Written,
} from "./convert-message";
import { idOfMessage } from "./import-ids";
import type { LeftOut } from "./left-out";
import { authorOf, type NewPerson } from "./people";
import type { SlackDay } from "./read-export";
import { splitBody } from "./split-body";
import type { SlackMessage } from "./slack-schemas";

const BATCH = 300;

export interface Converted {
  messages: ImportedMessage[];
  /** The authors of the messages, each once. */
  authors: NewPerson[];
}

/** Converts the lines of one channel, day by day, each line once. */
export class LineConverter {
  /** How many lines have nothing to show. */
  skipped = 0;
  /**
   * Every message that is here or will be, with what it says. What an earlier import has brought says null, until its
   * line is met.
   */
  readonly #met: Map<string, number | null>;
  /** Lines with the time of another line: how many there are, and what they say. */
  readonly #sameTime = new Map<string, Set<number>>();
  /** Of each thread whose first message is missing: its first answer. */
  readonly #firstAnswers = new Map<string, string>();

  /** @param known ids of the messages that the channel has already */
  constructor(
    private readonly channel: { id: string; name: string },
    known: Iterable<string>,
    private readonly names: ImportNames,
    private readonly left: LeftOut,
  ) {
    this.#met = new Map(Array.from(known, (id) => [id, null]));
  }

  /** The new messages of a day, in parts of a size that one transaction writes. */
  async *convert({ name, lines, unreadable }: SlackDay): AsyncGenerator<Converted> {
    this.skipped += unreadable;
    for (let i = 0; i < lines.length; i += BATCH) {
      const some = lines.slice(i, i + BATCH);
      for (const line of some) this.names.learn(line);
      const batch = await this.#convertSome(some, name);
      if (batch.messages.length > 0) yield batch;
    }
  }

  async #convertSome(lines: SlackMessage[], day: string): Promise<Converted> {
    const messages: ImportedMessage[] = [];
    const authors = new Map<string, NewPerson>();
    for (const line of lines) {
      await yieldNow();
      const author = authorOf(line, this.names.label);
      const written = convertMessage(line, this.names);
      if (!written) {
        this.skipped += 1;
        continue;
      }
      const parts = this.#place(line, author.slackId, written);
      if (parts.length === 0) continue;
      messages.push(...parts);
      authors.set(author.slackId, author);
      this.#countLeft(written, day);
    }
    return { messages, authors: [...authors.values()] };
  }

  /** The messages that a line becomes: none if they are here already. */
  #place(line: SlackMessage, slackAuthorId: string, written: Written): ImportedMessage[] {
    const id = this.#findId(line.ts, fingerprint(slackAuthorId, written.body));
    if (id === null) return [];
    const threadId = this.#findThread(line, id.id);
    if (!id.isNew) return [];
    return splitBody(written.body).map((body, i) => ({
      ...written.message,
      id: i === 0 ? id.id : idOfMessage(this.channel.id, `${id.key}/part/${i + 1}`, line.ts),
      slackAuthorId,
      threadId,
      body,
      reactions: i === 0 ? written.message.reactions : {},
    }));
  }

  /**
   * The id for a line. Lines of equal times are told apart by their order; one that says the same as another of its
   * time is the same line, exported twice.
   */
  #findId(ts: string, says: number): { id: string; key: string; isNew: boolean } | null {
    const first = idOfMessage(this.channel.id, ts);
    const firstSays = this.#met.get(first);
    if (firstSays === undefined || firstSays === null) {
      this.#met.set(first, says);
      return { id: first, key: ts, isNew: firstSays === undefined };
    }
    const others = this.#sameTime.get(ts) ?? new Set();
    this.#sameTime.set(ts, others);
    if (firstSays === says || others.has(says)) return null;
    others.add(says);
    const key = `${ts}/${others.size}`;
    const id = idOfMessage(this.channel.id, key, ts);
    const isNew = !this.#met.has(id);
    this.#met.set(id, says);
    return { id, key, isNew };
  }

  /** The message that begins the thread of a line. If that is missing, the first answer begins it. */
  #findThread({ ts, thread_ts }: SlackMessage, id: string): string | null {
    if (thread_ts === undefined || thread_ts === ts) return null;
    const thread = idOfMessage(this.channel.id, thread_ts);
    if (this.#met.has(thread)) return thread;
    const first = this.#firstAnswers.get(thread);
    if (first === undefined) this.#firstAnswers.set(thread, id);
    return first ?? null;
  }

  #countLeft({ left }: Written, day: string): void {
    const place = `#${this.channel.name}`;
    this.left.add("attachment", place, left.files);
    this.left.add("text", day, left.characters);
    for (const [emoji, count] of left.reactions) this.left.add("reaction", emoji, count);
  }
}

function fingerprint(slackAuthorId: string, body: string): number {
  return createHash("sha1").update(`${slackAuthorId}\0${body}`).digest().readUIntBE(0, 6);
}
