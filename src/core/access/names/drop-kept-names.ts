import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { Transaction } from "../revoke";
import { guestIsActive } from "../rules";
import { listWorkspaceAccess, recordPicture, recordRenaming } from "./record-own-change";

/**
 * Shows a person as they are now, once they have access again, and records what they changed meanwhile. Call it in the
 * transaction that may give access, after the change. If the person still has no access, the kept name stays.
 * @returns the picture that was kept, for `removeFormerPicture` after the commit; null when there was none
 */
export async function dropKeptNames(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<string | null> {
  const [picture] = await dropKeptNamesOf(tx, workspaceId, [userId]);
  return picture ?? null;
}

/**
 * As `dropKeptNames`, for many people at once.
 * @returns the pictures that were kept of them
 */
export async function dropKeptNamesOf(
  tx: Transaction,
  workspaceId: string,
  userIds: string[],
): Promise<string[]> {
  // Waits for a change of a name that is in progress, and sees it. A later change sees that the person has access.
  await tx.execute(
    sql`SELECT 1 FROM "user" u WHERE u.id IN ${among(userIds)} ORDER BY u.id FOR SHARE`,
  );
  const dropped = await rowsOf(
    {
      userId: sql<string>`u.id`,
      keptName: sql<string>`k.name`,
      keptImage: sql<string | null>`k.image`,
      name: sql<string>`u.name`,
      image: sql<string | null>`u.image`,
    },
    (list) => sql`DELETE FROM kept_name k USING "user" u
      WHERE k.workspace_id = ${workspaceId} AND k.user_id IN ${among(userIds)} AND u.id = k.user_id
        AND (EXISTS (SELECT 1 FROM member m
            WHERE m.organization_id = k.workspace_id AND m.user_id = k.user_id)
          OR EXISTS (SELECT 1 FROM guest g
            WHERE g.workspace_id = k.workspace_id AND g.user_id = k.user_id AND ${guestIsActive()}))
      RETURNING ${list}`,
    tx,
  );
  for (const one of dropped) await recordChanges(tx, workspaceId, one);
  return dropped.map(({ keptImage }) => keptImage).filter((image) => image !== null);
}

interface Dropped {
  userId: string;
  keptName: string;
  keptImage: string | null;
  name: string;
  image: string | null;
}

async function recordChanges(
  tx: Transaction,
  workspaceId: string,
  { userId, keptName, keptImage, name, image }: Dropped,
): Promise<void> {
  if (keptName === name && keptImage === image) return;
  const access = (await listWorkspaceAccess(tx, userId)).find(
    (one) => one.workspaceId === workspaceId,
  );
  if (access && keptName !== name) {
    await recordRenaming(tx, access, { actor: null, userId, from: keptName, to: name });
  }
  if (access && keptImage !== image) {
    await recordPicture(tx, access, { actor: null, name, picture: image, former: keptImage });
  }
}
