import { type SQL, sql } from "drizzle-orm";
import { guestIsActive, membershipLasts, sessionIsAlive } from "./rules";

/** Somebody who may hear of a channel, on one device. */
export interface Listener {
  /** Their `member` or `guest` row. */
  id: string;
  as: "member" | "guest";
  sessionId: string;
}

/** Columns of `Listener`, with `listeners` in a statement. */
export const listenerColumns = sql`coalesce(m.id, g.id) AS id, CASE WHEN m.id IS NULL THEN 'guest' ELSE 'member' END AS "as",
  s.id AS "sessionId"`;

/**
 * The people in channel `c`, as user `u`, who may see it at this moment, with each session `s` in which they are signed
 * in: members while they are members, guests while they are neither locked nor expired.
 */
export function listeners(): SQL {
  return sql`JOIN channel_member cm ON cm.channel_id = c.id AND ${membershipLasts()}
    JOIN "user" u ON u.id = cm.user_id
    JOIN session s ON s.user_id = u.id AND ${sessionIsAlive()}
    LEFT JOIN member m ON m.organization_id = c.workspace_id AND m.user_id = u.id
    LEFT JOIN guest g ON g.workspace_id = c.workspace_id AND g.user_id = u.id AND m.id IS NULL
      AND ${guestIsActive()}`;
}

/** Needed in the WHERE of the same statement: without it, the joins above let in people who are neither. */
export const mayListen = sql`(m.id IS NOT NULL OR g.id IS NOT NULL)`;

const DAY_S = 24 * 60 * 60;
const TEN_MINUTES_S = 10 * 60;

/**
 * What may be pushed to a listener, since nobody can call it back. A guest's access may end before a push service
 * delivers: they get no text, and the push lives only briefly.
 */
export function pushTerms({ as }: Pick<Listener, "as">): { words: boolean; ttlS: number } {
  return as === "guest" ? { words: false, ttlS: TEN_MINUTES_S } : { words: true, ttlS: DAY_S };
}
