import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { notFound } from "../errors";

export interface GuestTarget {
  type: "guest";
  id: string;
  name: string;
  userId: string;
}

/**
 * Finds the guest that a request of an admin names, for the policy and the audit record.
 * @throws AppError NOT_FOUND when the workspace has no such guest
 */
export async function findGuest(
  principal: Pick<Principal, "workspace">,
  guestId: string,
): Promise<GuestTarget> {
  const [found] = await rows<{ userId: string; name: string }>(sql`
    SELECT u.id AS "userId", u.name FROM guest g JOIN ${peopleOf(principal.workspace.id)} u ON u.id = g.user_id
    WHERE g.id = ${guestId} AND g.workspace_id = ${principal.workspace.id}`);
  if (!found) throw notFound("Guest");
  return { type: "guest", id: guestId, ...found };
}
