import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { authorize } from "../access/authorize";
import { readRefusal } from "../access/read-refusal";
import { liveAccess } from "../access/guards";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import { removePicture } from "../pictures/remove-picture";
import { type SentPicture, takePicture } from "../pictures/take-picture";
import { describeWorkspaceChange } from "./describe-change";

/**
 * Sets the workspace's icon.
 * @returns the id of the icon
 * @throws AppError FORBIDDEN, TOO_LARGE, VALIDATION
 */
export async function setIcon(principal: Principal, sent: SentPicture): Promise<string> {
  await authorize(principal, "workspace.change");
  return takePicture(sent, (id) => pointTo(principal, id));
}

/**
 * Removes the workspace's icon.
 * @throws AppError FORBIDDEN
 */
export async function dropIcon(principal: Principal): Promise<void> {
  await authorize(principal, "workspace.change");
  const former = await pointTo(principal, null);
  if (former) await removePicture(former);
}

async function pointTo(principal: Principal, icon: string | null): Promise<string | null> {
  return db().transaction(async (tx) => {
    const [row] = await rows<{ former: string | null }>(
      sql`WITH ${liveAccess(principal)},
        former AS MATERIALIZED (SELECT o.id, o.logo FROM organization o JOIN live_access ON true
          WHERE o.id = ${principal.workspace.id} FOR NO KEY UPDATE OF o)
        UPDATE organization o SET logo = ${icon} FROM former WHERE o.id = former.id
        RETURNING former.logo AS former`,
      tx,
    );
    if (!row) throw await readRefusal(principal, "Workspace", undefined, tx);
    const { former } = row;
    const events = icon === former ? [] : describeWorkspaceChange(principal, { icon });
    for (const event of events) await recordEvent(event, tx);
    return former;
  });
}
