import { sql } from "drizzle-orm";
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
  // Waits for a change of the name that is in progress, and sees it. A later change sees that the person has access.
  await tx.execute(sql`SELECT 1 FROM "user" u WHERE u.id = ${userId} FOR SHARE`);
  const [dropped] = await rowsOf(
    {
      keptName: sql<string>`k.name`,
      keptImage: sql<string | null>`k.image`,
      name: sql<string>`u.name`,
      image: sql<string | null>`u.image`,
    },
    (list) => sql`DELETE FROM kept_name k USING "user" u
      WHERE k.workspace_id = ${workspaceId} AND k.user_id = ${userId} AND u.id = k.user_id
        AND (EXISTS (SELECT 1 FROM member m
            WHERE m.organization_id = k.workspace_id AND m.user_id = k.user_id)
          OR EXISTS (SELECT 1 FROM guest g
            WHERE g.workspace_id = k.workspace_id AND g.user_id = k.user_id AND ${guestIsActive()}))
      RETURNING ${list}`,
    tx,
  );
  if (!dropped) return null;
  const { keptName, keptImage, name, image } = dropped;
  const access = (await listWorkspaceAccess(tx, userId)).find(
    (one) => one.workspaceId === workspaceId,
  );
  if (access && keptName !== name) {
    await recordRenaming(tx, access, { actor: null, userId, from: keptName, to: name });
  }
  if (access && keptImage !== image) {
    await recordPicture(tx, access, { actor: null, name, picture: image, former: keptImage });
  }
  return keptImage;
}
