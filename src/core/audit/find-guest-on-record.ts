import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { RefusedTarget } from "../access/authorize";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { notFound } from "../errors";

/**
 * Finds the guest that a request about the record names, also one who is no longer there: then the name is the one last
 * on record.
 * @throws AppError NOT_FOUND when neither the workspace nor its record has such a guest
 */
export async function findGuestOnRecord(
  principal: Pick<Principal, "workspace">,
  guestId: string,
): Promise<RefusedTarget> {
  const [found] = await rows<{ name: string }>(sql`
    SELECT coalesce((SELECT u.name FROM guest g JOIN ${peopleOf(principal.workspace.id)} u ON u.id = g.user_id
        WHERE g.id = ${guestId} AND g.workspace_id = ${principal.workspace.id}),
      (SELECT e.target_name FROM audit_event e
        WHERE e.workspace_id = ${principal.workspace.id} AND e.target_id = ${guestId} AND e.target_type = 'guest'
        ORDER BY e.at DESC, e.id DESC LIMIT 1)) AS name`);
  if (!found?.name) throw notFound("Guest");
  return { type: "guest", id: guestId, name: found.name };
}
