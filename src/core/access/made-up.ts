import { type SQL, sql } from "drizzle-orm";
import type { Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { admit } from "./admit";
import { lockExclusively } from "./advisory-locks";
import { lockRows } from "./guest-access";
import { addChannelMembers } from "./memberships";
import { revoke } from "./revoke";

/** The guest of a drill. They are made up, like the workspace that they are a guest of. */
export interface MadeUpGuest {
  /** Id of their `guest` row. */
  id: string;
  userId: string;
  workspaceId: string;
  channelId: string;
  /** User id of the made-up member who answers for them. */
  hostId: string;
}

/** The condition that a workspace is not one that was made up for a drill. */
export function isReal(workspaceId: SQL): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM drill_run d WHERE d.workspace_id = ${workspaceId})`;
}

/**
 * Lets the made-up guest in, as any guest is let in. Nothing of it goes on record: a record cannot be deleted, and a
 * drill leaves nothing but its figures.
 */
export async function admitMadeUp(guest: MadeUpGuest): Promise<void> {
  const { id, workspaceId, userId, channelId, hostId } = guest;
  await admit(async (tx) => {
    await tx.execute(sql`INSERT INTO guest (id, workspace_id, user_id, invited_by, sponsor_id)
      VALUES (${id}, ${workspaceId}, ${userId}, ${hostId}, ${hostId})`);
    await addChannelMembers(tx, userId, [{ id: channelId, history: "all", expiresAt: null }]);
    return {
      events: [],
      gained: [{ workspaceId, userId }],
      news: { workspaceId, who: { as: "guest", guestId: id } },
    };
  });
}

/**
 * Cuts the made-up guest off, as an admin cuts any guest off.
 * @throws AppError UNAVAILABLE
 */
export async function revokeMadeUp({ id, workspaceId }: MadeUpGuest): Promise<Receipt> {
  const { receipt } = await revoke(async (tx) => {
    await lockExclusively(tx, null, { principals: [id] });
    const who = { guestIds: [id], workspaceId };
    const [locked] = await lockRows(tx, who, { by: null, reason: null });
    if (!locked) throw new Error("the made-up guest of a drill vanished");
    return {
      events: [],
      cut: { guestId: id, reason: LOCKED_REASON },
      at: new Date(locked.lockedAt),
      news: { workspaceId, who: { as: "guest", guestId: id } },
    };
  });
  return receipt;
}
