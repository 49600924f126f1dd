import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Transaction } from "../revoke";
import { guestIsActive } from "../rules";
import { listStays, recordPicture, recordRenaming } from "./record-own-change";

interface Dropped {
  keptName: string;
  keptImage: string | null;
  name: string;
  image: string | null;
}

/**
 * Comes wherever access may have begun again, in its transaction and after the change: from then on somebody is shown
 * as they are, and what they changed meanwhile is on record. Whoever still has no access keeps what they had.
 * @returns the picture that was kept, for `removeFormerPicture` after the commit; null when there was none
 */
export async function dropKeptNames(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<string | null> {
  // A change under way is waited for, and seen; one that comes later sees that access has begun.
  await tx.execute(sql`SELECT 1 FROM "user" u WHERE u.id = ${userId} FOR SHARE`);
  const [dropped] = await rows<Dropped>(
    sql`DELETE FROM kept_name k USING "user" u
      WHERE k.workspace_id = ${workspaceId} AND k.user_id = ${userId} AND u.id = k.user_id
        AND (EXISTS (SELECT 1 FROM member m
            WHERE m.organization_id = k.workspace_id AND m.user_id = k.user_id)
          OR EXISTS (SELECT 1 FROM guest g
            WHERE g.workspace_id = k.workspace_id AND g.user_id = k.user_id AND ${guestIsActive()}))
      RETURNING k.name AS "keptName", k.image AS "keptImage", u.name, u.image`,
    tx,
  );
  if (!dropped) return null;
  const { keptName, keptImage, name, image } = dropped;
  const stay = (await listStays(tx, userId)).find((one) => one.workspaceId === workspaceId);
  if (stay && keptName !== name) {
    await recordRenaming(tx, stay, { actor: null, userId, from: keptName, to: name });
  }
  if (stay && keptImage !== image) {
    await recordPicture(tx, stay, { actor: null, name, picture: image, former: keptImage });
  }
  return keptImage;
}
