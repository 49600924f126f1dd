import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { authorize } from "../access/authorize";
import { explainRefusal } from "../access/explain";
import type { Principal } from "../access/principal";
import { standing } from "../access/queries";
import { removePicture } from "./remove-picture";
import { type SentPicture, takePicture } from "./take-picture";

/**
 * Gives the workspace an icon.
 * @returns the id of the icon
 * @throws AppError FORBIDDEN, TOO_LARGE, VALIDATION
 */
export async function setIcon(principal: Principal, sent: SentPicture): Promise<string> {
  await authorize(principal, "workspace.change");
  return takePicture(sent, (id) => pointTo(principal, sql`${id}`));
}

/**
 * Takes the icon of the workspace away.
 * @throws AppError FORBIDDEN
 */
export async function dropIcon(principal: Principal): Promise<void> {
  await authorize(principal, "workspace.change");
  const former = await pointTo(principal, sql`NULL`);
  if (former) await removePicture(former);
}

async function pointTo(principal: Principal, id: SQL): Promise<string | null> {
  const [row] = await rows<{ former: string | null }>(sql`
    WITH ${standing(principal)},
    former AS MATERIALIZED (SELECT o.id, o.logo FROM organization o JOIN standing ON true
      WHERE o.id = ${principal.workspace.id} FOR NO KEY UPDATE OF o)
    UPDATE organization o SET logo = ${id} FROM former WHERE o.id = former.id
    RETURNING former.logo AS former`);
  if (!row) throw await explainRefusal(principal, "Workspace");
  return row.former;
}
