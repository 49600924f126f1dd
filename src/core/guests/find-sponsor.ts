import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Transaction } from "../access/revoke";
import { invalid } from "../errors";
import type { Named } from "./give-sponsor";

/**
 * Finds who is to answer for guests: a member of the workspace. Their row stays locked against a removal until the
 * transaction ends, so that no guest is given to somebody who has just left. Call it before guests are changed: members
 * are locked first everywhere.
 * @param path the field of the request that names them
 * @throws AppError VALIDATION
 */
export async function findSponsor(
  tx: Transaction,
  workspaceId: string,
  userId: string,
  path: string,
): Promise<Named> {
  const [member] = await rows<Named>(
    sql`SELECT u.id, u.name FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.organization_id = ${workspaceId} AND m.user_id = ${userId} FOR KEY SHARE OF m`,
    tx,
  );
  if (!member) throw invalid(path, "Choose a member of this workspace");
  return member;
}
