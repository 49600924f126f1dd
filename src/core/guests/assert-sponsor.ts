import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Transaction } from "../access/revoke";
import { invalid } from "../errors";

/**
 * Checks that somebody can answer for guests: they are a member of the workspace.
 * @param userId undefined: nobody was named
 * @throws AppError VALIDATION alike for a guest, somebody of another workspace, and nobody
 */
export async function assertSponsor(
  tx: Transaction,
  workspaceId: string,
  userId: string | undefined,
): Promise<void> {
  if (userId === undefined) return;
  const found = await rows(
    sql`SELECT 1 FROM member WHERE organization_id = ${workspaceId} AND user_id = ${userId}
      FOR KEY SHARE`,
    tx,
  );
  if (found.length === 0) throw invalid("sponsorId", "Choose a member of this workspace");
}
