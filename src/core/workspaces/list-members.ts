import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { Member } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

/** Columns of member `m`, who is `u`. */
const memberColumns = {
  id: sql<string>`m.id`,
  userId: sql<string>`m.user_id`,
  name: sql<string>`u.name`,
  email: sql<string>`u.email`,
  role: sql<Member["role"]>`m.role`,
  createdAt: sql<string>`m.created_at`,
};

const toMember = (row: RowOf<typeof memberColumns>): Member => ({
  ...row,
  createdAt: toIso(row.createdAt),
});

/** Reads one member, for the admin who has just made them one; null if they are a member no longer. */
export async function readMember(
  { workspace }: Principal,
  memberId: string,
): Promise<Member | null> {
  const [found] = await rowsOf(
    memberColumns,
    (list) => sql`SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.id = ${memberId} AND m.organization_id = ${workspace.id}`,
  );
  return found ? toMember(found) : null;
}

/**
 * Lists the members of the workspace, with what admins may know about them.
 * @throws AppError FORBIDDEN
 */
export async function listMembers(principal: Principal): Promise<Member[]> {
  await authorize(principal, "member.manage");
  const found = await rowsOf(
    memberColumns,
    (list) => sql`
    SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
    WHERE m.organization_id = ${principal.workspace.id} ORDER BY lower(u.name), m.id`,
  );
  return found.map(toMember);
}
