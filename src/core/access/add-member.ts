import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { member } from "@/db/schema";
import type { MemberRole } from "@/lib/api-types";
import { rememberMember } from "@/lib/known-people";
import { giveMembership } from "./memberships";
import type { Transaction } from "./revoke";

/** The channel that members of a workspace start in. */
export const FIRST_CHANNEL = "general";

/** Makes somebody a member of a workspace and of its first channel. @returns the id of their `member` row */
export async function addMember(
  tx: Transaction,
  { workspaceId, userId, role }: { workspaceId: string; userId: string; role: MemberRole },
): Promise<string> {
  const id = uuidv7();
  await tx.insert(member).values({ id, organizationId: workspaceId, userId, role });
  await tx.execute(
    giveMembership(sql`SELECT id, ${userId}, last_seq FROM channel
      WHERE workspace_id = ${workspaceId} AND name = ${FIRST_CHANNEL} AND visibility = 'public'`),
  );
  rememberMember(userId, true);
  return id;
}
