import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { MemberInvite } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { inviteWorks } from "../access/admission/invite-works";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

interface InviteRow extends Omit<MemberInvite, "invitedBy"> {
  invitedById: string;
  invitedByName: string;
}

/**
 * The invitations to become a member that still work, newest first.
 * @throws AppError FORBIDDEN
 */
export async function listMemberInvites(principal: Principal): Promise<MemberInvite[]> {
  await authorize(principal, "member.invite");
  return readMemberInvites(sql`i.workspace_id = ${principal.workspace.id}`);
}

export async function readMemberInvites(where: SQL): Promise<MemberInvite[]> {
  const found = await rows<InviteRow>(sql`
    SELECT i.id, i.role, i.created_at AS "createdAt", i.link_expires_at AS "linkExpiresAt",
      u.id AS "invitedById", u.name AS "invitedByName"
    FROM invite i JOIN "user" u ON u.id = i.created_by
    WHERE ${where} AND i.role <> 'guest' AND ${inviteWorks}
    ORDER BY i.id DESC`);
  return found.map(({ invitedById, invitedByName, ...row }) => ({
    ...row,
    invitedBy: { id: invitedById, name: invitedByName },
    createdAt: toIso(row.createdAt),
    linkExpiresAt: toIso(row.linkExpiresAt),
  }));
}
