import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { OwnAccess, OwnChannel } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { accessColumns } from "../access/guest-access";
import { personOf } from "../access/names/kept-names";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { readRefusal } from "../access/read-refusal";
import { hasAccess, ownMembership, visible } from "../access/rules";

/**
 * Reads what a guest may know of their own access: who answers for them, until when it lasts, and what they have of
 * each channel. Direct conversations are left out. The sponsor is named even if they share no channel: the guest has to
 * know whom to ask.
 * @throws AppError FORBIDDEN (a member), GUEST_LOCKED, GUEST_EXPIRED, NOT_FOUND
 */
export async function readOwnAccess(principal: Principal): Promise<OwnAccess> {
  assertCan(principal, "ownAccess.read");
  const channels = sql<
    OwnChannel[]
  >`coalesce((SELECT json_agg(json_build_object('id', c.id, 'name', c.name,
      'visibility', c.visibility, 'historyFrom', mine.history_from, 'expiresAt', mine.expires_at) ORDER BY c.name)
    FROM channel c ${ownMembership(principal.userId)}
    WHERE c.kind = 'channel' AND ${visible(principal)}), '[]'::json)`;
  const [found] = await rowsOf(
    {
      sponsor: sql<string | null>`s.name`,
      since: sql<string>`g.created_at`,
      expiresAt: accessColumns.expiresAt,
      takeout: sql<boolean>`o.guest_takeout`,
      channels,
    },
    (list) => sql`SELECT ${list} FROM guest g JOIN organization o ON o.id = g.workspace_id
      LEFT JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.sponsor_id`)} s ON true
      WHERE g.id = ${principal.id} AND ${hasAccess(principal)}`,
  );
  if (!found) throw await readRefusal(principal, "Workspace");
  return {
    sponsor: found.sponsor,
    since: toIso(found.since),
    endsAt: found.expiresAt && toIso(found.expiresAt),
    channels: found.channels.map(toOwnChannel),
    takeout: found.takeout,
  };
}

function toOwnChannel(channel: OwnChannel): OwnChannel {
  const { historyFrom, expiresAt } = channel;
  return {
    ...channel,
    historyFrom: historyFrom && toIso(historyFrom),
    expiresAt: expiresAt && toIso(expiresAt),
  };
}
