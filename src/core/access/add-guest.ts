import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "./revoke";

/** Somebody who becomes a guest, and who is responsible for it, by user ids. */
export interface NewGuest {
  workspaceId: string;
  userId: string;
  invitedBy: string;
  sponsorId: string;
  /** When their access ends, in ISO 8601 or as the database gave it. Null: it has no end. */
  expiresAt: string | null;
}

/**
 * Makes somebody a guest of a workspace, in no channel yet. Call `noteEndTold` when they are in theirs.
 * @returns the id of their `guest` row
 */
export async function addGuest(
  tx: Transaction,
  { workspaceId, userId, invitedBy, sponsorId, expiresAt }: NewGuest,
): Promise<string> {
  const id = uuidv7();
  await tx.execute(sql`INSERT INTO guest (id, workspace_id, user_id, invited_by, sponsor_id, expires_at)
    VALUES (${id}, ${workspaceId}, ${userId}, ${invitedBy}, ${sponsorId}, ${expiresAt}::timestamptz)`);
  return id;
}
