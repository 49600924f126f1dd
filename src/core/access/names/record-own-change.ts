import { sql } from "drizzle-orm";
import { type Database, rows, rowsOf } from "@/db/client";
import { liveAccessAnywhere } from "../guards";
import { keepNames } from "./kept-names";
import type { SignedIn } from "../principal";
import type { Transaction } from "../revoke";
import { guestIsActive } from "../rules";
import { recordEvent } from "../record";
import { forbidden } from "../../errors";
import { findAlike } from "./find-alike";

/** The access of a person to one workspace. */
export interface WorkspaceAccess {
  /** The id of their row of `member` or `guest`. */
  id: string;
  as: "member" | "guest";
  workspaceId: string;
}

/** The person who changes something about themselves. Null when an earlier change becomes visible only now. */
type Actor = { id: string; name: string } | null;

/**
 * Checks that a person has access to some workspace: without any, they must not show anything to people. Their rows
 * stay locked until the transaction ends.
 * @throws AppError FORBIDDEN
 */
export async function assertAccessSomewhere(tx: Transaction, signedIn: SignedIn): Promise<void> {
  const found = await rows(sql`WITH ${liveAccessAnywhere(signedIn)} SELECT 1 FROM live_access`, tx);
  if (found.length === 0) throw forbidden();
}

/**
 * Keeps the present names wherever access has ended: that of the person, or that of guests for whom they answer or
 * whom they invited. Call it before the person's name or picture changes.
 */
export async function keepOwnNames(tx: Transaction, { userId }: SignedIn): Promise<void> {
  await keepNames(
    tx,
    sql`(g.user_id = ${userId} OR g.sponsor_id = ${userId} OR g.invited_by = ${userId})`,
  );
}

/**
 * Lists the workspaces in which a person has access at this moment. A change of their name or picture is recorded there
 * and nowhere else.
 */
export async function listWorkspaceAccess(
  on: Pick<Database, "execute">,
  userId: string,
): Promise<WorkspaceAccess[]> {
  return rowsOf(
    {
      id: sql<string>`w.id`,
      as: sql<WorkspaceAccess["as"]>`w.kind`,
      workspaceId: sql<string>`w.workspace_id`,
    },
    (list) => sql`SELECT ${list} FROM (
      SELECT m.id, 'member' AS kind, m.organization_id AS workspace_id FROM member m
        WHERE m.user_id = ${userId}
      UNION ALL SELECT g.id, 'guest', g.workspace_id FROM guest g
        WHERE g.user_id = ${userId} AND ${guestIsActive()}) w`,
    on,
  );
}

/** Records a new name, and the name of another person that it looks like, if there is one. */
export async function recordRenaming(
  tx: Transaction,
  { id, as, workspaceId }: WorkspaceAccess,
  { actor, userId, from, to }: { actor: Actor; userId: string; from: string; to: string },
): Promise<void> {
  const alike = await findAlike(tx, workspaceId, { userId, name: to, as });
  const data = { from, to, ...(alike !== null && { alike }) };
  const target = { type: as, id, name: to };
  await recordEvent({ workspaceId, actor, action: `${as}.renamed`, target, data }, tx);
}

/** Records a new picture, or that the picture was removed. */
export async function recordPicture(
  tx: Transaction,
  { id, as, workspaceId }: WorkspaceAccess,
  {
    actor,
    name,
    ...data
  }: { actor: Actor; name: string; picture: string | null; former: string | null },
): Promise<void> {
  const target = { type: as, id, name };
  await recordEvent({ workspaceId, actor, action: `${as}.picture_changed`, target, data }, tx);
}
