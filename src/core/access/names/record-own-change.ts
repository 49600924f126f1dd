import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { liveAccessAnywhere } from "../guards";
import { keepNames } from "./kept-names";
import type { SignedIn } from "../principal";
import type { Transaction } from "../revoke";
import { guestIsActive } from "../rules";
import { recordEvent } from "../record";
import { forbidden } from "../../errors";
import { findAlike } from "./find-alike";

/** Where somebody has access, and as what. */
export interface Stay {
  /** Of their row of `member` or `guest`. */
  id: string;
  as: "member" | "guest";
  workspaceId: string;
}

/** Who changes something about themselves; null where it is seen now, and was done before. */
type Actor = { id: string; name: string } | null;

/**
 * Whoever is let in nowhere puts nothing before people's eyes. Their rows stay locked until the transaction ends.
 * @throws AppError FORBIDDEN
 */
export async function assertLetInSomewhere(tx: Transaction, signedIn: SignedIn): Promise<void> {
  const found = await rows(sql`WITH ${liveAccessAnywhere(signedIn)} SELECT 1 FROM live_access`, tx);
  if (found.length === 0) throw forbidden();
}

/** Before a person's name or picture changes: what was stays where access has ended, theirs or that of their guests. */
export async function keepOwnNames(tx: Transaction, { userId }: SignedIn): Promise<void> {
  await keepNames(tx, sql`(g.user_id = ${userId} OR g.invited_by = ${userId})`);
}

/** Wherever a person has access at that moment: what they change is on record there, and nowhere else. */
export async function listStays(tx: Transaction, userId: string): Promise<Stay[]> {
  return rows<Stay>(
    sql`SELECT m.id, 'member' AS "as", m.organization_id AS "workspaceId" FROM member m
        WHERE m.user_id = ${userId}
      UNION ALL SELECT g.id, 'guest', g.workspace_id FROM guest g
        WHERE g.user_id = ${userId} AND ${guestIsActive()}`,
    tx,
  );
}

/** Puts another name on record, and whose it can be taken for. */
export async function recordRenaming(
  tx: Transaction,
  { id, as, workspaceId }: Stay,
  { actor, userId, from, to }: { actor: Actor; userId: string; from: string; to: string },
): Promise<void> {
  const alike = await findAlike(tx, workspaceId, { userId, name: to, as });
  const data = { from, to, ...(alike !== null && { alike }) };
  const target = { type: as, id, name: to };
  await recordEvent({ workspaceId, actor, action: `${as}.renamed`, target, data }, tx);
}

export async function recordPicture(
  tx: Transaction,
  { id, as, workspaceId }: Stay,
  {
    actor,
    name,
    ...data
  }: { actor: Actor; name: string; picture: string | null; former: string | null },
): Promise<void> {
  const target = { type: as, id, name };
  await recordEvent({ workspaceId, actor, action: `${as}.picture_changed`, target, data }, tx);
}
