import { type SQL, sql } from "drizzle-orm";
import { rowsOfOnce } from "@/db/built-once";
import { requestsDb, sendsDb } from "@/db/client";
import { assertNoPreviews, doorsOfMany, whileTimeLasts } from "../access/guards";
import { hiddenFrom } from "../access/message-rules";
import { peopleWithAccess } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { messageColumns } from "./message-row";
import { hasReadOwn, readOwn } from "./read-own";

/** A message that is in no thread, has no files and names nobody: most are like that. */
export interface PlainMessage {
  id: string;
  principal: Principal;
  channelId: string;
  body: string;
  clientId: string;
  mentionsAll: boolean;
  words: string;
}

const insertedColumns = {
  ...messageColumns,
  read: hasReadOwn,
  hiddenFrom: hiddenFrom(sql`counter`, sql`m.seq`),
  begunAt: sql<string>`m.created_at`,
};

/**
 * Inserts messages of different people in one statement, in the order in which they are given, each if its sender may
 * write there: `doorsOfMany` says who, and when it waits. What is missing afterwards is to be inserted alone: its sender
 * has no access or is not in the channel, somebody has locked what it needs, or its `clientId` was used before.
 * @throws Error when none is inserted: another request with the same `clientId` came first, a guest's time ended
 *   meanwhile, or the database failed
 */
export function insertTogether(messages: PlainMessage[], { waits }: { waits: boolean }) {
  assertNoPreviews(messages.map(({ principal }) => principal));
  const wanted = JSON.stringify(messages.map(toWanted));
  return waits ? insertAndWait(wanted, requestsDb()) : insert(wanted, sendsDb());
}

const insert = rowsOfOnce(insertedColumns, (list, wanted) =>
  insertStatement(list, wanted, { waits: false }),
);
const insertAndWait = rowsOfOnce(insertedColumns, (list, wanted) =>
  insertStatement(list, wanted, { waits: true }),
);

function insertStatement(list: SQL, wanted: SQL, { waits }: { waits: boolean }): SQL {
  return sql`
    WITH wanted AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${wanted}::json) AS w (n int, id text,
        session_id text, principal_id text, role text, user_id text, workspace_id text, channel_id text, body text,
        client_id text, mentions_all boolean, words text)
      LIMIT ${sql.raw(String(MOST_TOGETHER))}),
    ${doorsOfMany({ waits })},
    placed AS MATERIALIZED (
      SELECT w.*, row_number() OVER (PARTITION BY w.channel_id ORDER BY w.n)::int AS place FROM doors w
      WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.author_id = w.user_id AND m.client_id = w.client_id)),
    counter AS (
      UPDATE channel c SET last_seq = c.last_seq + more.count, last_rev = c.last_rev + more.count
      FROM (SELECT channel_id, count(*)::int AS count FROM placed GROUP BY channel_id) more
      WHERE c.id = more.channel_id
      RETURNING c.id, c.absences, c.last_seq - more.count AS seq, c.last_rev - more.count AS rev),
    m AS (
      INSERT INTO message
        (id, channel_id, seq, rev, author_id, author_guest, body, client_id, mentions_all, words, created_at)
      SELECT w.id, w.channel_id, counter.seq + w.place,
        ${whileTimeLasts(sql`counter.rev + w.place`, sql`w.until`)}, w.user_id, w.role = 'guest', w.body,
        w.client_id, w.mentions_all, w.words::tsvector, clock_timestamp()
      FROM placed w JOIN counter ON counter.id = w.channel_id ORDER BY w.n RETURNING *),
    ${readOwn}
    SELECT ${list}
    FROM m JOIN counter ON counter.id = m.channel_id JOIN ${peopleWithAccess} u ON u.id = m.author_id
    ORDER BY m.seq`;
}

/** So many messages are inserted by one statement. */
export const MOST_TOGETHER = 32;

function toWanted(message: PlainMessage, n: number) {
  const { principal, id, channelId, body, clientId, mentionsAll, words } = message;
  return {
    n,
    id,
    session_id: principal.sessionId,
    principal_id: principal.id,
    role: principal.as,
    user_id: principal.userId,
    workspace_id: principal.workspace.id,
    channel_id: channelId,
    body,
    client_id: clientId,
    mentions_all: mentionsAll,
    words,
  };
}
