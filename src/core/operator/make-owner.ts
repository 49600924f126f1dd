import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { MemberRole, Receipt } from "@/lib/api-types";
import { conflict } from "../errors";
import { changeMemberRole } from "../workspaces/change-member";
import { findUserByEmail } from "./find-user";
import { operatorIn } from "./operator-in";

export interface MadeOwner {
  member: { id: string; name: string; email: string; workspace: string; role: "owner" };
  /** Null if they were an owner already. */
  receipt: Receipt | null;
}

/**
 * Makes a member an owner of their workspace. Guests and removed people cannot become owners: they were not meant to
 * have full control, and a mistyped address must not give it to them.
 * @throws AppError NOT_FOUND (workspace, account), CONFLICT (not a member), UNAVAILABLE
 */
export async function makeOwner(email: string, slug: string): Promise<MadeOwner> {
  const operator = await operatorIn(slug);
  const user = await findUserByEmail(email);
  const [found] = await rows<{
    memberId: string | null;
    role: MemberRole;
    guestId: string | null;
  }>(sql`
    SELECT m.id AS "memberId", m.role, g.id AS "guestId" FROM organization o
    LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = ${user.id}
    LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = ${user.id}
    WHERE o.id = ${operator.workspace.id}`);
  if (!found?.memberId) throw isNoMember(email, slug, Boolean(found?.guestId));
  const receipt =
    found.role === "owner" ? null : await changeMemberRole(operator, found.memberId, "owner");
  const member = { id: found.memberId, name: user.name, email: email.toLowerCase() };
  return { member: { ...member, workspace: slug, role: "owner" }, receipt };
}

const isNoMember = (email: string, slug: string, isGuest: boolean) =>
  conflict(
    `${email} is ${isGuest ? "a guest" : "not a member"} of ${slug}. Only a member can become an owner: have an admin invite them as a member first.`,
  );
