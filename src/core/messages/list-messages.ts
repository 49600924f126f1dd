import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Joined, RowOf } from "@/db/columns";
import type { MessagePage, ThreadSummary } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { readRefusal } from "../access/read-refusal";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { isInReach, readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { isMessage, messageColumns, toMessage } from "./message-row";

export interface WantedMessages {
  channelId: string;
  /** Only messages with a smaller `seq`, the nearest of them. */
  before?: number | undefined;
  /** Only messages with a greater `seq`, the nearest of them. */
  after?: number | undefined;
  limit?: number | undefined;
}

/** Columns of message `m` in channel `c`, with the thread that it began, and how far the channel was at that moment. */
const columnsFor = (principal: Principal) => ({
  ...messageColumns,
  lastSeq: sql<number>`c.last_seq`,
  lastRev: sql<number>`c.last_rev`,
  thread: sql<ThreadSummary | null>`CASE WHEN m.parent_id IS NULL THEN (
    SELECT json_build_object('count', t.count, 'lastAt', t.last_at) FROM (
      SELECT (count(*) FILTER (WHERE answer.deleted_at IS NULL))::int AS count, max(answer.created_at) AS last_at
      FROM message answer WHERE answer.parent_id = m.id AND ${readable(principal, sql`answer`)}) t
    WHERE t.count > 0) END`,
});

/**
 * Reads one page of the messages that the principal may read in a channel, ascending by `seq`. Without `before` and
 * `after` it is the newest page. Their threads are summarised by the same statement, so that a reader knows which answers
 * are in the counts.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function listMessages(
  principal: Principal,
  { channelId, before, after, limit = 50 }: WantedMessages,
): Promise<MessagePage> {
  const forward = after !== undefined;
  const bounds = [
    before === undefined ? sql`true` : sql`m.seq < ${before}`,
    after === undefined ? sql`true` : sql`m.seq > ${after}`,
  ];
  const found = await rowsOf(
    columnsFor(principal),
    (list) => sql`SELECT ${list} FROM channel c
    LEFT JOIN LATERAL (
      SELECT * FROM message m WHERE m.channel_id = c.id AND ${bounds[0]} AND ${bounds[1]}
        AND ${isInReach(principal)} AND ${readable(principal)}
      ORDER BY m.seq ${forward ? sql`ASC` : sql`DESC`} LIMIT ${limit + 1}) m ON true
    LEFT JOIN LATERAL ${personOf(principal.workspace.id, sql`m.author_id`)} u ON true
    WHERE c.id = ${channelId} AND ${visible(principal)}
    ORDER BY m.seq ${forward ? sql`ASC` : sql`DESC`}`,
  );
  const [channel] = found;
  if (!channel) throw await readRefusal(principal, "Channel");
  const rows = (found as Joined<PageRow>[]).filter(isMessage);
  const page = rows.slice(0, limit);
  const messages = page.map(toMessage);
  return {
    messages: forward ? messages : messages.reverse(),
    hasMore: rows.length > limit,
    threads: Object.fromEntries(page.flatMap(summaryOf)),
    asOf: { seq: channel.lastSeq, rev: channel.lastRev },
  };
}

type PageRow = RowOf<ReturnType<typeof columnsFor>>;

function summaryOf({ id, thread }: PageRow): [id: string, summary: ThreadSummary][] {
  return thread ? [[id, { count: thread.count, lastAt: toIso(thread.lastAt) }]] : [];
}
