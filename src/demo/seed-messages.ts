import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { message, threadFollow } from "@/db/schema";
import { addChannelMembers } from "@/core/access/memberships";
import type { Transaction } from "@/core/access/revoke";
import { membership } from "@/core/access/rules";
import { writeWords } from "@/core/messages/message-words";
import type { DemoLine } from "./script";

export interface Cast {
  channelId: string;
  /** The user ids of the people in the channel, by first name. */
  people: Map<string, string>;
  /** The first names of the guests among them. */
  guests: Set<string>;
}

/** Writes a channel's messages, adds its people, and marks as read what each has seen before they last wrote. */
export async function seedMessages(tx: Transaction, cast: Cast, lines: DemoLine[]) {
  const { channelId } = cast;
  const ids = lines.map(({ at }) => uuidv7({ msecs: at.getTime() }));
  const values = lines.map(({ author, body, at, parent, reactions }, i) => ({
    id: ids[i] ?? "",
    channelId,
    seq: i + 1,
    rev: i + 1,
    authorId: idOf(cast, author),
    authorGuest: cast.guests.has(author),
    body,
    words: writeWords(body),
    parentId: parent === null ? null : (ids[parent] ?? null),
    clientId: crypto.randomUUID(),
    createdAt: at,
    reactions: Object.fromEntries(
      Object.entries(reactions).map(([emoji, names]) => [
        emoji,
        names.map((name) => idOf(cast, name)),
      ]),
    ),
  }));
  await tx.insert(message).values(values);
  await tx.execute(sql`UPDATE channel SET last_seq = ${lines.length}, last_rev = ${lines.length}
    WHERE id = ${channelId}`);
  await seedMemberships(tx, cast, lines);
  await seedFollowers(tx, cast, lines, ids);
}

async function seedMemberships(tx: Transaction, { channelId, people }: Cast, lines: DemoLine[]) {
  for (const [name, userId] of people) {
    const ownLast = lines.findLastIndex((line) => line.author === name) + 1;
    const read = Math.max(ownLast, lines.length - MAX_UNREAD);
    await addChannelMembers(tx, userId, [{ id: channelId, history: "all", expiresAt: null }]);
    await tx.execute(sql`UPDATE channel_member SET last_read_seq = ${read}
      WHERE channel_id = ${channelId} AND user_id = ${userId}`);
  }
}

/** The most messages that anybody has not read, however long ago they last wrote. */
const MAX_UNREAD = 6;

/**
 * Adds followers as `sendMessage` would: the author of a thread's first message and everybody who answers follow it.
 */
async function seedFollowers(tx: Transaction, cast: Cast, lines: DemoLine[], ids: string[]) {
  const pairs = lines.flatMap(({ author, parent }) =>
    parent === null ? [] : [author, lines[parent]?.author ?? author].map((who) => [parent, who]),
  ) as [number, string][];
  const values = pairs.map(([parent, who]) => ({
    messageId: ids[parent] ?? "",
    userId: idOf(cast, who),
    following: true,
  }));
  if (values.length > 0) await tx.insert(threadFollow).values(values).onConflictDoNothing();
  // An answer that a follower has not read counts as unseen.
  await tx.execute(sql`INSERT INTO mention (user_id, channel_id, seq, thread_id)
    SELECT f.user_id, r.channel_id, r.seq, f.message_id FROM thread_follow f
      JOIN ${membership} ON cm.channel_id = ${cast.channelId} AND cm.user_id = f.user_id
      JOIN message r ON r.parent_id = f.message_id AND r.channel_id = cm.channel_id
    WHERE r.seq > cm.last_read_seq AND r.author_id <> f.user_id ON CONFLICT DO NOTHING`);
}

function idOf({ people }: Cast, name: string): string {
  const id = people.get(name);
  if (!id) throw new Error(`${name} writes in a channel of the demo but is not in it`);
  return id;
}
