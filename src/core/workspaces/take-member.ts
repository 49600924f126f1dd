import { sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { MemberRole } from "@/lib/api-types";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { listConcerned } from "../access/drop-unshared-directs";
import { type Actor, personIn } from "../access/operator";
import type { Transaction } from "../access/revoke";
import { conflict, notFound } from "../errors";
import { listSponsored } from "../guests/end-sponsorship";
import { takeMembersTurn } from "./members-turn";

/** Columns of member `m`, who is `u`. */
const targetColumns = {
  id: sql<string>`m.id`,
  userId: sql<string>`m.user_id`,
  role: sql<MemberRole>`m.role`,
  name: sql<string>`u.name`,
};

export type MemberTarget = RowOf<typeof targetColumns>;

/**
 * Finds a member and locks them, and everybody else whom a change of them may concern. Call it first in the transaction.
 * @throws AppError NOT_FOUND, and the refusal that fits if the actor has lost access meanwhile
 */
export async function takeMember(
  tx: Transaction,
  by: Actor,
  memberId: string,
): Promise<MemberTarget> {
  const { workspace } = by;
  await takeMembersTurn(tx, workspace.id);
  const user = sql`(SELECT user_id FROM member WHERE id = ${memberId})`;
  const concerned = await listConcerned(tx, by, user);
  const guests = await listSponsored(tx, by, user);
  await lockExclusively(tx, personIn(by), { principals: [...concerned, ...guests] });
  await assertHasAccess(tx, by);
  const [target] = await rowsOf(
    targetColumns,
    (list) => sql`SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.id = ${memberId} AND m.organization_id = ${workspace.id} FOR UPDATE OF m`,
    tx,
  );
  if (!target) throw notFound("Member");
  return target;
}

/**
 * Checks that the workspace keeps an owner. Owners cannot change meanwhile: that would need the turn that this
 * transaction holds.
 * @throws AppError CONFLICT
 */
export async function assertAnotherOwner(
  tx: Transaction,
  by: Actor,
  target: MemberTarget,
): Promise<void> {
  if (target.role !== "owner") return;
  const owners = await rows(
    sql`SELECT id FROM member WHERE organization_id = ${by.workspace.id} AND role = 'owner'`,
    tx,
  );
  if (owners.length < 2)
    throw conflict("A workspace needs an owner. Make somebody else owner first.");
}
