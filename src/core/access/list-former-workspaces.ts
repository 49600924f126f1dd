import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { FormerWorkspace } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { lastEnd, lastEndColumns } from "./last-end";
import type { SignedIn } from "./principal";

/**
 * Lists the workspaces from which a person was removed or which they left, by the names of that time, the latest first.
 * Only they themselves are told.
 */
export async function listFormerWorkspaces({
  userId,
}: Pick<SignedIn, "userId">): Promise<FormerWorkspace[]> {
  const found = await rowsOf(
    {
      name: sql<string>`k.workspace_name`,
      slug: sql<string>`o.slug`,
      ...lastEndColumns,
    },
    (list) => sql`SELECT ${list} FROM kept_name k JOIN organization o ON o.id = k.workspace_id
      JOIN LATERAL ${lastEnd(sql`k.workspace_id`, sql`k.user_id`)} e ON true
      WHERE k.user_id = ${userId}
        AND NOT EXISTS (SELECT 1 FROM member x WHERE x.organization_id = o.id AND x.user_id = k.user_id)
        AND NOT EXISTS (SELECT 1 FROM guest x WHERE x.workspace_id = o.id AND x.user_id = k.user_id)
      ORDER BY e.at DESC, o.id`,
  );
  return found.map(({ name, slug, endAction, endAt }) => ({
    name,
    slug,
    as: endAction?.startsWith("guest.") ? "guest" : "member",
    how: endAction?.endsWith(".left") ? "left" : "removed",
    at: toIso(endAt ?? new Date()),
  }));
}
