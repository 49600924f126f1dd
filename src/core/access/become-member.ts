import { type SQL, sql } from "drizzle-orm";
import type { MemberRole } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { addMember } from "./add-member";
import { type DroppedDirects, dropUnsharedDirects, NO_DIRECTS } from "./drop-unshared-directs";
import { deleteRows } from "./guest-access";
import { liftTerms, removeChannelMembers } from "./memberships";
import type { Transaction } from "./revoke";
import { membershipLasts } from "./rules";

/** Who acts, for the record: the person themself, or the admin who decides about them. */
export interface Deciding {
  userId: string;
  name: string;
  workspace: { id: string };
}

/** The guest whom it is about, and whether their time had run out. */
export interface FormerGuest {
  id: string;
  userId: string;
  hasEnded: boolean;
}

/** What somebody loses who is no longer the guest that they were, and what others lose with them. */
export interface Former {
  channelsRemoved: string[];
  directs: DroppedDirects;
  /** The gate room of the guest that they were. */
  room: string;
}

/**
 * Makes a guest a member, by an invitation or because an admin decides so. Call it in the transaction of that decision,
 * with the guest's row locked. They keep the channels that they have. What had ended stays ended: if their whole time
 * had run out, they get what every member has and not their former private channels; if only the time in one private
 * channel had, not that one. Nobody has given them those again.
 * @returns the id of their `member` row, what they lost, and who answered for them
 */
export async function becomeMember(
  tx: Transaction,
  by: Deciding,
  guest: FormerGuest,
  role: MemberRole,
): Promise<{ memberId: string; former: Former; sponsorIds: string[] }> {
  const workspaceId = by.workspace.id;
  const { userId } = guest;
  const rows = await deleteRows(tx, { guestIds: [guest.id], workspaceId });
  const memberId = await addMember(tx, { workspaceId, userId, role });
  const ended = guest.hasEnded ? sql`true` : sql`NOT ${membershipLasts()}`;
  const former = await removeFormer(tx, by, guest, sql`(c.visibility = 'private' AND ${ended})`);
  await liftTerms(tx, { workspaceId, userId });
  return { memberId, former, sponsorIds: rows.flatMap(({ sponsorId }) => sponsorId ?? []) };
}

/** @param which condition on membership `cm` in channel `c`: which of their channels they lose */
export async function removeFormer(
  tx: Transaction,
  by: Deciding,
  { id, userId }: Omit<FormerGuest, "hasEnded">,
  which: SQL,
): Promise<Former> {
  const memberships = await removeChannelMembers(
    tx,
    sql`cm.user_id = ${userId} AND c.workspace_id = ${by.workspace.id} AND c.kind = 'channel' AND ${which}`,
  );
  return {
    channelsRemoved: memberships.map(({ channelId }) => channelId),
    directs: memberships.length > 0 ? await dropUnsharedDirects(tx, by) : NO_DIRECTS,
    room: gateRoom("guest", id),
  };
}
