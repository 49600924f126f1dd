import { sql } from "drizzle-orm";
import { rowsOf, sweepDb } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { MemberRole } from "@/lib/api-types";
import { livingNode, nodeId } from "./nodes";
import {
  endIsDue,
  guestIsActive,
  guestStatus,
  membership,
  membershipLasts,
  sessionIsAlive,
} from "./rules";
import { isLongUnused, outlivesAccess } from "./sessions";

/**
 * Whom a node serves, whose access is to be confirmed. Memberships are the id of a `member` or `guest` row and its
 * channels.
 */
export interface Served {
  guests: string[];
  members: { id: string; role: MemberRole }[];
  sessions: string[];
  memberships: { id: string; channelIds: string[] }[];
}

/**
 * How long after a channel's own end its guests are left to the revocation that puts the end on record and cuts them on
 * every node, once. Only if that has not come by then does the sweep cut them.
 */
const GRACE = sql`interval '500 ms'`;

/** What a node reads of the people whom it serves, and of other nodes. */
const confirmationColumns = () => ({
  /** Guests who may not be served any more, and why. */
  lostGuests: sql<LostGuest[]>`(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'reason', g.lock_reason, 'status',
      CASE WHEN g.id IS NULL THEN 'removed' ELSE ${guestStatus()} END)), '[]')
    FROM guests t LEFT JOIN guest g ON g.id = t.id
    WHERE g.id IS NULL OR NOT ${guestIsActive()})`,
  /** Guests and members who have lost a channel or have another role. */
  changed: sql<string[]>`(SELECT coalesce(jsonb_agg(DISTINCT id), '[]') FROM (
    SELECT s.id FROM memberships s
      WHERE NOT EXISTS (SELECT 1 FROM ${membership} WHERE cm.channel_id = s."channelId"
        AND cm.user_id = s.user_id AND ${membershipLasts(sql`cm`, GRACE)})
    UNION SELECT t.id FROM members t LEFT JOIN member m ON m.id = t.id AND m.role = t.role
      WHERE m.id IS NULL) lost)`,
  /** Sessions that ended. */
  signedOut: sql<string[]>`(SELECT coalesce(jsonb_agg(t.id), '[]') FROM sessions t
    LEFT JOIN session s ON s.id = t.id AND ${sessionIsAlive()} AND NOT ${outlivesAccess}
    WHERE s.id IS NULL)`,
  /** Sessions whose use was last noted long ago. */
  longUnused: sql<string[]>`(SELECT coalesce(jsonb_agg(s.id), '[]')
    FROM sessions t JOIN session s ON s.id = t.id WHERE ${isLongUnused})`,
  /** Guests whose expiry has passed and is not on record yet. */
  dueExpiries: sql<string[]>`(SELECT coalesce(jsonb_agg(g.id), '[]') FROM guest g
    WHERE ${endIsDue})`,
  /**
   * Guests who are still in channels in which their time is up. The ends are read by their index, and nothing else
   * before them: Postgres, which does not know the time yet, would go through all who are in any channel.
   */
  dueChannelEnds: sql<string[]>`(SELECT coalesce(jsonb_agg(DISTINCT g.id), '[]') FROM (
      SELECT * FROM ${membership} WHERE cm.expires_at IS NOT NULL AND cm.expires_at <= (SELECT clock_timestamp())
      OFFSET 0) cm
    JOIN channel c ON c.id = cm.channel_id
    JOIN guest g ON g.workspace_id = c.workspace_id AND g.user_id = cm.user_id)`,
  /** Nodes whose heartbeat is recent. */
  livingNodes: sql<string[]>`(SELECT coalesce(jsonb_agg(n.id), '[]') FROM node n
    WHERE ${livingNode()})`,
  /** Other nodes that are silent and still in the registry. */
  silentNodes: sql<string[]>`(SELECT coalesce(jsonb_agg(n.id), '[]') FROM node n
    WHERE n.id <> ${nodeId()} AND NOT ${livingNode()})`,
  /** Milliseconds until the next end of any guest's access, of all or of one channel; null when none is set. */
  nextExpiryInMs: sql<number | null>`(
    SELECT (extract(epoch FROM least(
      (SELECT min(g.expires_at) FROM guest g WHERE g.expires_at IS NOT NULL AND ${guestIsActive()}),
      (SELECT min(cm.expires_at) FROM ${membership} WHERE cm.expires_at > (SELECT clock_timestamp()))
    ) - clock_timestamp()) * 1000)::float8)`,
});

interface LostGuest {
  id: string;
  status: "locked" | "expired" | "removed";
  reason: string | null;
}

export type Confirmation = RowOf<ReturnType<typeof confirmationColumns>>;

/**
 * One statement that is the node's heartbeat and checks the access of everybody whom it serves. It has database
 * connections of its own.
 */
export async function confirmAccess(served: Served): Promise<Confirmation> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
  const [confirmation] = await rowsOf(
    confirmationColumns(),
    (list) => sql`WITH beat AS (
      INSERT INTO node (id, beat_at) VALUES (${nodeId()}, clock_timestamp())
      ON CONFLICT (id) DO UPDATE SET beat_at = clock_timestamp() RETURNING id),
    guests AS (SELECT value AS id FROM jsonb_array_elements_text(${json(served.guests)})),
    sessions AS (SELECT value AS id FROM jsonb_array_elements_text(${json(served.sessions)})),
    members AS (SELECT * FROM jsonb_to_recordset(${json(served.members)}) AS t(id text, role text)),
    served AS (SELECT * FROM jsonb_to_recordset(${json(served.memberships)}) AS t(id text, "channelIds" text[])),
    people AS (
      SELECT id, user_id FROM guest WHERE id IN (SELECT id FROM served)
      UNION ALL SELECT id, user_id FROM member WHERE id IN (SELECT id FROM served)),
    memberships AS (SELECT p.id, p.user_id, "channelId"
      FROM served JOIN people p ON p.id = served.id CROSS JOIN unnest(served."channelIds") AS "channelId")
    SELECT ${list}`,
    sweepDb(),
  );
  if (!confirmation) throw new Error("the sweep's statement gave no row");
  return confirmation;
}
