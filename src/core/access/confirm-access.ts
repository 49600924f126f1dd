import { sql } from "drizzle-orm";
import { rowsOf, sweepDb } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { MemberRole } from "@/lib/api-types";
import { livingNode, nodeId } from "./nodes";
import { endIsDue, guestIsActive, guestStatus, isChannelMember, sessionIsAlive } from "./rules";
import { isLongUnused, outlivesAccess } from "./sessions";

/**
 * Whom a node serves, whose access is to be confirmed. A membership is the id of a `member` or `guest` row and a
 * channel.
 */
export interface Served {
  guests: string[];
  members: { id: string; role: MemberRole }[];
  sessions: string[];
  memberships: { id: string; channelId: string }[];
}

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
    SELECT s.id FROM memberships s JOIN people p ON p.id = s.id
      WHERE NOT ${isChannelMember(sql`p.user_id`, sql`s."channelId"`)}
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
  /** Nodes whose heartbeat is recent. */
  livingNodes: sql<string[]>`(SELECT coalesce(jsonb_agg(n.id), '[]') FROM node n
    WHERE ${livingNode()})`,
  /** Other nodes that are silent and still in the registry. */
  silentNodes: sql<string[]>`(SELECT coalesce(jsonb_agg(n.id), '[]') FROM node n
    WHERE n.id <> ${nodeId()} AND NOT ${livingNode()})`,
  /** Milliseconds until the next expiry of any guest; null when none is set. */
  nextExpiryInMs: sql<number | null>`(
    SELECT (extract(epoch FROM min(g.expires_at) - clock_timestamp()) * 1000)::float8 FROM guest g
    WHERE g.expires_at IS NOT NULL AND ${guestIsActive()})`,
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
    memberships AS (SELECT * FROM jsonb_to_recordset(${json(served.memberships)}) AS t(id text, "channelId" text)),
    people AS (
      SELECT id, user_id FROM guest WHERE id IN (SELECT id FROM memberships)
      UNION ALL SELECT id, user_id FROM member WHERE id IN (SELECT id FROM memberships))
    SELECT ${list}`,
    sweepDb(),
  );
  if (!confirmation) throw new Error("the sweep's statement gave no row");
  return confirmation;
}
