import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Guest, GuestInvite } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { inviteWorks } from "../access/admission/invite-works";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { readGuests } from "./guest-row";

/**
 * All guests of the workspace and the invitations that still work.
 * @throws AppError FORBIDDEN
 */
export async function listGuests(
  principal: Principal,
): Promise<{ guests: Guest[]; invites: GuestInvite[] }> {
  await authorize(principal, "guest.manage");
  const [guests, invites] = await Promise.all([
    readGuests(sql`g.workspace_id = ${principal.workspace.id}`),
    readGuestInvites(sql`i.workspace_id = ${principal.workspace.id}`),
  ]);
  return { guests: guests.map(({ workspaceId: _, ...guest }) => guest), invites };
}

interface InviteRow extends Omit<GuestInvite, "invitedBy"> {
  invitedById: string;
  invitedByName: string;
}

/** The invitations for guests that still work, newest first. */
export async function readGuestInvites(where: SQL): Promise<GuestInvite[]> {
  const found = await rows<InviteRow>(sql`
    SELECT i.id, i.role, i.email, i.mailed_at IS NOT NULL AS sent, i.expires_at AS "expiresAt",
      i.access_hours AS "accessHours",
      i.max_uses AS "maxUses", i.uses, i.created_at AS "createdAt", i.link_expires_at AS "linkExpiresAt",
      u.id AS "invitedById", u.name AS "invitedByName",
      coalesce((SELECT json_agg(ic.channel_id) FROM invite_channel ic WHERE ic.invite_id = i.id),
        '[]'::json) AS "channelIds"
    FROM invite i JOIN "user" u ON u.id = i.created_by
    WHERE ${where} AND i.role = 'guest' AND ${inviteWorks}
    ORDER BY i.id DESC`);
  return found.map(({ invitedById, invitedByName, ...row }) => ({
    ...row,
    expiresAt: row.expiresAt && toIso(row.expiresAt),
    invitedBy: { id: invitedById, name: invitedByName },
    createdAt: toIso(row.createdAt),
    linkExpiresAt: toIso(row.linkExpiresAt),
  }));
}
