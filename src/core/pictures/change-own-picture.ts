import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { device, liveAccessAnywhere } from "../access/guards";
import type { SignedIn } from "../access/principal";
import type { Transaction } from "../access/revoke";
import {
  assertAccessSomewhere,
  keepOwnNames,
  listWorkspaceAccess,
  recordPicture,
} from "../access/names/record-own-change";
import { forbidden, unauthenticated } from "../errors";
import { publishEverywhere } from "../people/publish-person";
import { removeFormerPicture } from "./remove-picture";
import { type SentPicture, takePicture } from "./take-picture";

/**
 * Sets a person's picture, in every workspace in which they have access. A person without any access cannot set one: a
 * guest whose access was revoked must not show anything to people any more. This is checked before the first byte, and
 * again in the transaction that sets the picture.
 * @returns the id of the picture
 * @throws AppError FORBIDDEN, TOO_LARGE, VALIDATION
 */
export async function setOwnPicture(signedIn: SignedIn, sent: SentPicture): Promise<string> {
  const found = await rows(sql`WITH ${liveAccessAnywhere(signedIn)} SELECT 1 FROM live_access`);
  if (found.length === 0) throw forbidden();
  const picture = await takePicture(sent, (id) =>
    db().transaction(async (tx) => {
      await assertAccessSomewhere(tx, signedIn);
      return setImage(tx, signedIn, id);
    }),
  );
  await publishEverywhere(signedIn.userId);
  return picture;
}

/**
 * Removes a person's picture. People without any access may do it too: the picture is theirs to withdraw. A workspace
 * in which their access has ended still shows it beside their old messages.
 * @throws AppError UNAUTHENTICATED when the session has ended meanwhile
 */
export async function dropOwnPicture(signedIn: SignedIn): Promise<void> {
  const former = await db().transaction(async (tx) => {
    const devices = await rows(sql`WITH ${device(signedIn)} SELECT 1 FROM device`, tx);
    if (devices.length === 0) throw unauthenticated();
    return setImage(tx, signedIn, null);
  });
  await removeFormerPicture(former);
  await publishEverywhere(signedIn.userId);
}

/** @returns the id of the former picture */
async function setImage(
  tx: Transaction,
  signedIn: SignedIn,
  id: string | null,
): Promise<string | null> {
  await keepOwnNames(tx, signedIn);
  const [changed] = await rows<{ name: string; former: string | null }>(
    sql`WITH former AS MATERIALIZED (
        SELECT u.id, u.image FROM "user" u WHERE u.id = ${signedIn.userId} FOR NO KEY UPDATE)
      UPDATE "user" u SET image = ${id}, updated_at = now() FROM former
      WHERE u.id = former.id RETURNING u.name, former.image AS former`,
    tx,
  );
  if (!changed) throw new Error(`user ${signedIn.userId} vanished`);
  const { name, former } = changed;
  if (former === id) return null;
  const actor = { id: signedIn.userId, name };
  for (const access of await listWorkspaceAccess(tx, signedIn.userId)) {
    await recordPicture(tx, access, { actor, name, picture: id, former });
  }
  return former;
}
