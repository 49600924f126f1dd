import { type SQL, sql } from "drizzle-orm";
import { can } from "./policy";
import type { Principal } from "./principal";
import { visible } from "./rules";

/** Who reads which message of a channel that they see. As in `rules.ts`, each rule is written once. */

/**
 * Who reads a message in channel `c`: a principal; or anybody, by their user id, or by the alias of their membership in
 * that channel, where the statement has it anyway.
 */
export type Reader =
  | Pick<Principal, "as" | "userId">
  | { userId: string }
  | { userId: SQL; membership: SQL };

/**
 * The condition that a person who can see channel `c` may also read a message in it. Somebody who was away from a
 * direct conversation does not read what was said meanwhile. A guest does not read what began before their history of
 * the channel. Use it together with `visible` wherever messages are read, counted or changed.
 * @param message the alias of its row
 */
export function readable(reader: Reader, message: SQL = sql`m`): SQL {
  return sql`((c.absences IS NULL OR NOT EXISTS (
    SELECT 1 FROM ${awayFrom(sql`c.absences`, sql`${message}.seq`)} AND a."userId" = ${reader.userId}))
    AND ${isInHistory(reader, message)})`;
}

/** Members read everything, so for them there is nothing to look up. */
function isInHistory(reader: Reader, message: SQL): SQL {
  if ("as" in reader && reader.as !== "guest") return sql`true`;
  if ("membership" in reader) return reachesBack(reader.membership, beginning(message));
  return sql`NOT EXISTS (SELECT 1 FROM channel_member h
    WHERE h.channel_id = c.id AND h.user_id = ${reader.userId}
      AND NOT ${reachesBack(sql`h`, beginning(message))})`;
}

/**
 * The condition that a membership lets its owner read what began at a time.
 * @param cm the alias of the membership
 */
export function reachesBack(cm: SQL, time: SQL): SQL {
  return sql`(${cm}.history_from IS NULL OR coalesce(${cm}.history_from <= ${time}, true))`;
}

/**
 * When what a message belongs to began. An answer belongs to its thread, and counts as written with the first message
 * of the thread. Null where there is no message.
 * @param message the alias of its row
 */
export function beginning(message: SQL): SQL<string> {
  return sql<string>`coalesce((SELECT opening.created_at FROM message opening
    WHERE opening.id = ${message}.parent_id), ${message}.created_at)`;
}

/**
 * The condition that the principal may know the name of somebody who has left the workspace: members may, and guests
 * where they read what that person wrote.
 */
export function knowsFormer(principal: Principal, userId: SQL): SQL {
  if (can(principal, "people.all")) return sql`true`;
  return sql`EXISTS (SELECT 1 FROM channel c JOIN message m ON m.channel_id = c.id
    WHERE m.author_id = ${userId} AND ${visible(principal)} AND ${readable(principal)})`;
}

/**
 * The condition that message `m` is not among the first of channel `c`, none of which the principal reads. `readable`
 * implies it. It spares a statement that goes through a channel in order the way through all that is hidden.
 */
export function isInReach(principal: Pick<Principal, "as" | "userId">): SQL {
  if (principal.as !== "guest") return sql`true`;
  return sql`m.seq > (SELECT coalesce(max(h.hidden_up_to), 0) FROM channel_member h
    WHERE h.channel_id = c.id AND h.user_id = ${principal.userId})`;
}

/**
 * The user ids, as JSON, of those who were away when the message with this sequence number was written: they are told
 * nothing of it. From which guests it is hidden is decided where an event is delivered: see `fence.ts`.
 * @param channel the alias of a channel's row, or of anything that has its `id` and `absences`
 */
export function hiddenFrom(channel: SQL, seq: SQL): SQL<string[]> {
  const away = awayFrom(sql`${channel}.absences`, seq);
  return sql<string[]>`coalesce((SELECT json_agg(a."userId") FROM ${away}), '[]'::json)`;
}

function awayFrom(absences: SQL, seq: SQL): SQL {
  return sql`jsonb_to_recordset(${absences}) AS a ("userId" text, "after" int, "until" int)
    WHERE ${seq} > a."after" AND (a."until" IS NULL OR ${seq} <= a."until")`;
}

/**
 * Whether a search may use statistics about the words of all messages. For a guest, the time that a search takes would
 * reveal how common a word is in channels that they may not see.
 */
export function searchesAll(principal: Principal): boolean {
  return can(principal, "people.all");
}
