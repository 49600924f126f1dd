import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { SignedIn } from "../access/principal";
import { device, standingAnywhere } from "../access/queries";
import { forbidden, unauthenticated } from "../errors";
import { removePicture } from "./remove-picture";
import { type SentPicture, takePicture } from "./take-picture";

/**
 * Gives a person a picture, in every workspace. Whoever is let in nowhere has none to show it to: a guest
 * who was revoked puts nothing before people's eyes any more. Asked before the first byte, and again in the
 * statement that makes it theirs.
 * @returns the id of the picture
 * @throws AppError FORBIDDEN, TOO_LARGE, VALIDATION
 */
export async function setOwnPicture(signedIn: SignedIn, sent: SentPicture): Promise<string> {
  const found = await rows(sql`WITH ${standingAnywhere(signedIn)} SELECT 1 FROM standing`);
  if (found.length === 0) throw forbidden();
  return takePicture(sent, async (id) => {
    const [row] = await rows<{ former: string | null }>(sql`
      WITH ${standingAnywhere(signedIn)},
      former AS MATERIALIZED (SELECT u.id, u.image FROM "user" u JOIN standing ON true
        WHERE u.id = ${signedIn.userId} FOR NO KEY UPDATE OF u)
      UPDATE "user" u SET image = ${id}, updated_at = now() FROM former WHERE u.id = former.id
      RETURNING former.image AS former`);
    if (!row) throw forbidden();
    return row.former;
  });
}

/**
 * Takes a person's picture away. Also for those who are let in nowhere: it is theirs to withdraw.
 * @throws AppError UNAUTHENTICATED when the session has ended meanwhile
 */
export async function dropOwnPicture(signedIn: SignedIn): Promise<void> {
  const [row] = await rows<{ former: string | null }>(sql`
    WITH ${device(signedIn)},
    former AS MATERIALIZED (SELECT u.id, u.image FROM "user" u JOIN device ON true
      WHERE u.id = ${signedIn.userId} FOR NO KEY UPDATE OF u)
    UPDATE "user" u SET image = NULL, updated_at = now() FROM former WHERE u.id = former.id
    RETURNING former.image AS former`);
  if (!row) throw unauthenticated();
  if (row.former) await removePicture(row.former);
}
