import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { invite } from "@/db/schema";
import type { GuestInvite, GuestList } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { inviteColumns, inviteTermColumns, toInvite } from "../access/admission/invite-row";
import { inviteWorks } from "../access/admission/invite-works";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { readGuests } from "./guest-row";

/**
 * Lists all guests of the workspace, and the invitations that still work.
 * @throws AppError FORBIDDEN
 */
export async function listGuests(principal: Principal): Promise<GuestList> {
  await authorize(principal, "guest.manage");
  const [guests, invites] = await Promise.all([
    readGuests(sql`g.workspace_id = ${principal.workspace.id}`),
    readGuestInvites(sql`i.workspace_id = ${principal.workspace.id}`),
  ]);
  return { guests, invites };
}

const i = alias(invite, "i");

const guestInviteColumns = {
  ...inviteColumns,
  ...inviteTermColumns,
  sent: sql<boolean>`i.mailed_at IS NOT NULL`,
  expiresAt: i.expiresAt,
  accessHours: i.accessHours,
};

/** Reads the invitations for guests that still work, newest first. */
export async function readGuestInvites(where: SQL): Promise<GuestInvite[]> {
  const found = await rowsOf(
    guestInviteColumns,
    (list) => sql`SELECT ${list} FROM invite i JOIN "user" u ON u.id = i.created_by
      WHERE ${where} AND i.role = 'guest' AND ${inviteWorks} ORDER BY i.id DESC`,
  );
  return found.map(toGuestInvite);
}

function toGuestInvite(row: RowOf<typeof guestInviteColumns>): GuestInvite {
  return {
    ...toInvite(row),
    role: "guest",
    email: row.email,
    sent: row.sent,
    channelIds: row.channelIds,
    expiresAt: row.expiresAt && toIso(row.expiresAt),
    accessHours: row.accessHours,
    maxUses: row.maxUses,
    uses: row.uses,
  };
}
