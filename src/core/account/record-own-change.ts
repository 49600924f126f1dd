import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { keepNames } from "../access/kept-names";
import type { SignedIn } from "../access/principal";
import { standingAnywhere } from "../access/queries";
import type { Transaction } from "../access/revoke";
import { type AuditAction, recordEvent } from "../audit/record-event";
import { forbidden } from "../errors";

/** Where somebody has access, and as what. */
export interface Stay {
  /** Of their row of `member` or `guest`. */
  id: string;
  as: "member" | "guest";
  workspaceId: string;
}

/** What a change of a person comes to where they have access. */
export interface OwnChange {
  /** What they are called from then on. */
  name: string;
  data: Record<string, unknown>;
}

/**
 * Whoever is let in nowhere puts nothing before people's eyes. Their rows stay locked until the transaction ends.
 * @throws AppError FORBIDDEN
 */
export async function assertLetInSomewhere(tx: Transaction, signedIn: SignedIn): Promise<void> {
  const found = await rows(sql`WITH ${standingAnywhere(signedIn)} SELECT 1 FROM standing`, tx);
  if (found.length === 0) throw forbidden();
}

/** Before a person's name or picture changes: what was stays where access has ended, theirs or that of their guests. */
export async function keepOwnNames(tx: Transaction, { userId }: SignedIn): Promise<void> {
  await keepNames(tx, sql`(g.user_id = ${userId} OR g.invited_by = ${userId})`);
}

/**
 * Puts a change of a person on record wherever they have access at that moment. Where it has ended nobody is told.
 * @param before what they were called
 * @returns where that is
 */
export async function recordOwnChange(
  tx: Transaction,
  before: { userId: string; name: string },
  what: "renamed" | "picture_changed",
  describe: (stay: Stay) => Promise<OwnChange>,
): Promise<Stay[]> {
  const stays = await rows<Stay>(
    sql`SELECT m.id, 'member' AS "as", m.organization_id AS "workspaceId" FROM member m
        WHERE m.user_id = ${before.userId}
      UNION ALL SELECT g.id, 'guest', g.workspace_id FROM guest g
        WHERE g.user_id = ${before.userId} AND g.locked_at IS NULL
          AND (g.expires_at IS NULL OR g.expires_at > clock_timestamp())`,
    tx,
  );
  for (const stay of stays) {
    const { name, data } = await describe(stay);
    const action: AuditAction = `${stay.as}.${what}`;
    await recordEvent(
      {
        workspaceId: stay.workspaceId,
        actor: { id: before.userId, name: before.name },
        action,
        target: { type: stay.as, id: stay.id, name },
        data,
      },
      tx,
    );
  }
  return stays;
}
