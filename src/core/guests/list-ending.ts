import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { EndingGuest } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { accessColumns } from "../access/guest-access";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { endsSoon } from "../access/rules";
import type { PersonIn } from "../realtime";

/**
 * Lists the guests for whom the principal answers and whose access ends within a week, the first to end first. A guest
 * answers for nobody.
 */
export async function listEnding(principal: Principal): Promise<EndingGuest[]> {
  if (principal.as === "guest") return [];
  return readEnding({ workspaceId: principal.workspace.id, userId: principal.userId });
}

/** As `listEnding`, for a member of the workspace. */
export async function readEnding({ workspaceId, userId }: PersonIn): Promise<EndingGuest[]> {
  const found = await rowsOf(
    { id: sql<string>`g.id`, name: sql<string>`u.name`, endsAt: accessColumns.expiresAt },
    (list) => sql`SELECT ${list} FROM guest g
      JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
      WHERE g.sponsor_id = ${userId} AND g.workspace_id = ${workspaceId} AND ${endsSoon()}
      ORDER BY "endsAt", g.id`,
  );
  return found.flatMap(({ id, name, endsAt }) =>
    endsAt === null ? [] : [{ id, name, expiresAt: toIso(endsAt) }],
  );
}
