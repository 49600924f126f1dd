import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { EndingGuest } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { accessColumns } from "../access/guest-access";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { endsSoon } from "../access/rules";

/**
 * Lists the guests for whom the principal answers and whose access ends within a week, the first to end first. A guest
 * answers for nobody.
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
      endsAt: accessColumns.expiresAt,
      sponsorId: sql<string>`g.sponsor_id`,
    },
    (list) => sql`SELECT ${list} FROM guest g
      JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
      WHERE g.sponsor_id IN ${among(sponsorIds)} AND g.workspace_id = ${workspaceId} AND ${endsSoon()}
      ORDER BY "endsAt", g.id`,
  );
  const bySponsor = new Map(sponsorIds.map((id): [string, EndingGuest[]] => [id, []]));
  for (const { id, name, endsAt, sponsorId } of found) {
    if (endsAt !== null) bySponsor.get(sponsorId)?.push({ id, name, expiresAt: toIso(endsAt) });
  }
  return bySponsor;
}
