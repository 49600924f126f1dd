import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { EndingGuest } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { endsNear } from "../access/end-told";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { seesChannel } from "../access/rules";

/**
 * Lists the guests for whom the principal answers and whose access ends within a week, to all or to single channels, the
 * first to end first. A guest answers for nobody.
 */
export async function listEnding({ as, userId, workspace }: Principal): Promise<EndingGuest[]> {
  if (as === "guest") return [];
  return (await readEnding(workspace.id, [userId])).get(userId) ?? [];
}

/** As `listEnding`, for members of a workspace, by their user ids. */
export async function readEnding(
  workspaceId: string,
  sponsorIds: string[],
): Promise<Map<string, EndingGuest[]>> {
  const found = await rowsOf(
    {
      id: sql<string>`g.id`,
      name: sql<string>`u.name`,
      endsAt: sql<string>`due.ends_at`,
      letInAt: sql<string>`g.created_at`,
      sponsorId: sql<string>`g.sponsor_id`,
      channelId: sql<string | null>`c.id`,
      channelName: sql<
        string | null
      >`CASE WHEN ${seesChannel(sql`g.sponsor_id`, sql`true`)} THEN c.name END`,
    },
    (list) => sql`SELECT ${list} FROM ${endsNear} due JOIN guest g ON g.id = due.guest_id
      JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
      LEFT JOIN channel c ON c.id = due.channel_id
      WHERE g.sponsor_id IN ${among(sponsorIds)} AND g.workspace_id = ${workspaceId}
      ORDER BY "endsAt", g.id, "channelName"`,
  );
  const bySponsor = new Map(sponsorIds.map((id): [string, EndingGuest[]] => [id, []]));
  for (const { sponsorId, channelId, channelName, ...guest } of found) {
    bySponsor.get(sponsorId)?.push({
      id: guest.id,
      name: guest.name,
      letInAt: toIso(guest.letInAt),
      expiresAt: toIso(guest.endsAt),
      channel: channelId === null ? null : { id: channelId, name: channelName },
    });
  }
  return bySponsor;
}
