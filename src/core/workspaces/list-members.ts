import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Member } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

/**
 * Lists the members of the workspace, with what admins may know about them.
 * @throws AppError FORBIDDEN
 */
export async function listMembers(principal: Principal): Promise<Member[]> {
  await authorize(principal, "member.manage");
  const found = await rowsOf(
    {
      id: sql<string>`m.id`,
      userId: sql<string>`m.user_id`,
      name: sql<string>`u.name`,
      email: sql<string>`u.email`,
      role: sql<Member["role"]>`m.role`,
      createdAt: sql<string>`m.created_at`,
    },
    (list) => sql`
    SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
    WHERE m.organization_id = ${principal.workspace.id} ORDER BY lower(u.name), m.id`,
  );
  return found.map((member) => ({ ...member, createdAt: toIso(member.createdAt) }));
}
