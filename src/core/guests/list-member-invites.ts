import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { MemberInvite } from "@/lib/api-types";
import { inviteColumns, toInvite } from "../access/admission/invite-row";
import { inviteWorks } from "../access/admission/invite-works";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

/**
 * Lists the invitations for members that still work, newest first.
 * @throws AppError FORBIDDEN
 */
export async function listMemberInvites(principal: Principal): Promise<MemberInvite[]> {
  await authorize(principal, "member.invite");
  return readMemberInvites(sql`i.workspace_id = ${principal.workspace.id}`);
}

export async function readMemberInvites(where: SQL): Promise<MemberInvite[]> {
  const found = await rowsOf(
    { ...inviteColumns, role: sql<MemberInvite["role"]>`i.role` },
    (list) => sql`SELECT ${list} FROM invite i JOIN "user" u ON u.id = i.created_by
      WHERE ${where} AND i.role <> 'guest' AND ${inviteWorks} ORDER BY i.id DESC`,
  );
  return found.map((row) => ({ ...toInvite(row), role: row.role }));
}
