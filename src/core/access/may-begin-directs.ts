import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Principal } from "./principal";
import { hasAccess } from "./rules";

/**
 * Whether the principal may open direct conversations at all: members always, a guest where the workspace allows it.
 * The statement that opens one decides with whom.
 */
export async function mayBeginDirects(principal: Principal): Promise<boolean> {
  if (principal.as !== "guest") return true;
  const [found] = await rows<{ allowed: boolean }>(sql`
    SELECT guest_direct AS allowed FROM organization
    WHERE id = ${principal.workspace.id} AND ${hasAccess(principal)}`);
  return found?.allowed ?? false;
}
