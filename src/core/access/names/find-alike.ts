import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { looksAlike } from "@/lib/look-alike";
import { peopleOf } from "./kept-names";
import type { Transaction } from "../revoke";

/**
 * Finds a person of a workspace whose name looks like this one, where one of the two is a guest. The audit record names
 * them when such a name is taken.
 * @returns their name, a member's before a guest's; null when there is none
 */
export async function findAlike(
  tx: Transaction,
  workspaceId: string,
  { userId, name, as }: { userId: string; name: string; as: "member" | "guest" },
): Promise<string | null> {
  const members = sql`SELECT m.user_id, 0 AS rank FROM member m WHERE m.organization_id = ${workspaceId}`;
  const guests = sql`SELECT g.user_id, 1 AS rank FROM guest g WHERE g.workspace_id = ${workspaceId}`;
  const asked = as === "guest" ? sql`${members} UNION ALL ${guests}` : guests;
  const found = await rows<{ name: string }>(
    sql`SELECT u.name FROM (${asked}) p JOIN ${peopleOf(workspaceId)} u ON u.id = p.user_id
      WHERE u.id <> ${userId} ORDER BY p.rank, u.id`,
    tx,
  );
  return found.find((other) => looksAlike(other.name, name))?.name ?? null;
}
