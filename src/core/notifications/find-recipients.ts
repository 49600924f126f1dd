import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { Message } from "@/lib/api-types";
import { peopleOf } from "../access/names/kept-names";
import { type Listener, listenerColumns, listeners, mayListen } from "../access/listeners";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { isInWorkspace } from "../access/people-rules";
import { seesChannel } from "../access/rules";
import { channelsIn } from "@/lib/channel-address";
import { mentionsIn } from "@/lib/markdown/mentions";
import { isOnline } from "../presence/note-presence";

/** A browser that gets a push because its owner is not connected. */
export interface Recipient extends Listener {
  subscriptionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  /** The names of the channels that the message links to, by id, if they see them. */
  channels: Record<string, string>;
}

export interface Recipients {
  recipients: Recipient[];
  /** The channel's name; null in a direct conversation. */
  channelName: string | null;
  /** Names of the people whom the message mentions, by user id, if they are in the workspace. */
  names: Record<string, string>;
}

/**
 * Finds the browsers that get a push for a message, in one statement: their owners may read it, want to be notified of
 * it, and have no connection to the workspace on any node. Call it after the commit.
 * @param only the user ids of those who may get it; all if it is left out
 */
export async function findRecipients(
  principal: Principal,
  message: Message,
  only?: string[],
): Promise<Recipients> {
  const named = among(mentionsIn(message.body).userIds);
  const concerned = sql`(x.mentions_all OR EXISTS (SELECT 1 FROM mention t
    WHERE t.user_id = u.id AND t.channel_id = c.id AND t.seq = x.seq))`;
  const wants = sql`CASE WHEN u.notify_for = 'nothing' THEN false
    WHEN cm.muted_at IS NOT NULL THEN u.id IN ${named}
    ELSE u.notify_for = 'all' OR c.kind = 'direct' OR ${concerned} END`;
  const linked = channelsIn(message.body, principal.workspace.slug);
  // A guest gets no words.
  const channels = sql`CASE WHEN m.id IS NULL OR ${linked.length === 0} THEN '{}'::json ELSE (
    SELECT coalesce(json_object_agg(c.id, c.name), '{}'::json) FROM channel c
    WHERE c.id IN ${among(linked)} AND c.workspace_id = ${principal.workspace.id}
      AND c.kind = 'channel' AND ${seesChannel(sql`u.id`, sql`true`)}) END`;
  const channelName = sql<string | null>`(SELECT c.name FROM channel c
    WHERE c.id = ${message.channelId} AND c.kind = 'channel')`;
  const names = sql<Record<string, string>>`coalesce((
    SELECT json_object_agg(u.id, u.name) FROM ${peopleOf(principal.workspace.id)} u WHERE u.id IN ${named}
      AND ${isInWorkspace(principal.workspace.id, sql`u.id`)}), '{}'::json)`;
  const recipients = sql<
    Recipient[]
  >`coalesce((SELECT json_agg(recipient) FROM recipient), '[]'::json)`;
  const [found] = await rowsOf(
    { recipients, channelName, names },
    (list) => sql`
    WITH recipient AS (
      SELECT p.id AS "subscriptionId", p.endpoint, p.p256dh, p.auth, ${channels} AS channels,
        ${listenerColumns}
      FROM message x JOIN channel c ON c.id = x.channel_id
      ${listeners()}
      JOIN push_subscription p ON p.session_id = s.id
      WHERE x.id = ${message.id} AND x.deleted_at IS NULL AND u.id <> x.author_id
        AND ${readable({ userId: sql`u.id`, membership: sql`cm` }, sql`x`)}
        AND ${only ? sql`u.id IN ${among(only)}` : sql`true`} AND ${mayListen} AND ${wants} AND NOT ${isOnline(principal.workspace.id)}
      ORDER BY p.id)
    SELECT ${list}`,
  );
  return found ?? { recipients: [], channelName: null, names: {} };
}
