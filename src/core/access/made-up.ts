import { type SQL, sql } from "drizzle-orm";
import type { Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { addGuest } from "./add-guest";
import { admit } from "./admit";
import { lockExclusively } from "./advisory-locks";
import { type GuestKey, lockRows } from "./guest-access";
import { addChannelMembers } from "./memberships";
import { revoke } from "./revoke";

/** Who becomes the guest of a drill. They are made up, like the workspace that they are let into. */
export interface MadeUpGuest {
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
 * @returns the id of their `guest` row
 */
export async function admitMadeUp(guest: MadeUpGuest): Promise<string> {
  const { workspaceId, userId, channelId, hostId } = guest;
  const { guestId } = await admit(async (tx) => {
    const guestId = await addGuest(tx, {
      ...{ workspaceId, userId, invitedBy: hostId, sponsorId: hostId },
      expiresAt: null,
    });
    await addChannelMembers(tx, userId, [{ id: channelId, history: "all", expiresAt: null }]);
    return {
      guestId,
      events: [],
      gained: [{ workspaceId, userId }],
      news: { workspaceId, who: { as: "guest", guestId } },
    };
  });
  return guestId;
}

/**
 * Cuts the made-up guest off, as an admin cuts any guest off.
 * @throws AppError UNAVAILABLE
 */
export async function revokeMadeUp({ guestId, workspaceId }: GuestKey): Promise<Receipt> {
  const { receipt } = await revoke(async (tx) => {
    await lockExclusively(tx, null, { principals: [guestId] });
    const who = { guestIds: [guestId], workspaceId };
    const [locked] = await lockRows(tx, who, { by: null, reason: null });
    if (!locked) throw new Error("the made-up guest of a drill vanished");
    return {
      events: [],
      cut: { guestId, reason: LOCKED_REASON },
      at: new Date(locked.lockedAt),
      news: { workspaceId, who: { as: "guest", guestId } },
    };
  });
  return receipt;
}
