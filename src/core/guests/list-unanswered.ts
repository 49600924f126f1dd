import { sql } from "drizzle-orm";
import type { Guest } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { guestIsActive, hasAccess } from "../access/rules";
import { readGuests } from "./guest-row";

/**
 * Lists the guests who have access and for whom nobody answers: an admin has to decide about them.
 * @throws AppError FORBIDDEN
 */
export async function listUnanswered(principal: Principal): Promise<Guest[]> {
  await authorize(principal, "guest.manage");
  const found = await readGuests(
    sql`g.workspace_id = ${principal.workspace.id} AND g.sponsor_id IS NULL AND ${guestIsActive()}
      AND ${hasAccess(principal)}`,
  );
  return found.sort((a, b) => a.name.localeCompare(b.name));
}
