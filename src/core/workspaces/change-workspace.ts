import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { WorkspaceSettings } from "@/lib/api-types";
import { assertStands } from "../access/assert-stands";
import { authorize } from "../access/authorize";
import { keepNames } from "../access/kept-names";
import type { Principal } from "../access/principal";
import { stands } from "../access/queries";
import { type Loss, revoke } from "../access/revoke";
import { dropUnsharedDirects } from "../channels/drop-unshared-directs";
import { publishChannels } from "../channels/publish-channels";
import { notFound } from "../errors";
import { publishGuestDirect } from "./publish-guest-direct";

/**
 * The settings of the workspace.
 * @throws AppError FORBIDDEN
 */
export async function readSettings(principal: Principal): Promise<WorkspaceSettings> {
  await authorize(principal, "workspace.change");
  const [found] = await rows<WorkspaceSettings>(sql`
    SELECT name, logo AS icon, guest_direct AS "guestDirect" FROM organization
    WHERE id = ${principal.workspace.id} AND ${stands(principal)}`);
  if (!found) throw notFound("Workspace");
  return found;
}

type WorkspaceWish = Partial<Omit<WorkspaceSettings, "icon">>;

/**
 * Renames the workspace, or says whether guests may have direct conversations; where they no longer may,
 * they lose those they have.
 * @throws AppError FORBIDDEN
 */
export async function changeWorkspace(
  principal: Principal,
  wish: WorkspaceWish,
): Promise<WorkspaceSettings> {
  await authorize(principal, "workspace.change");
  let left: string[] = [];
  await revoke(async (tx) => {
    await assertStands(tx, principal);
    if (wish.name !== undefined)
      await keepNames(tx, sql`g.workspace_id = ${principal.workspace.id}`);
    await rows(
      sql`UPDATE organization SET name = coalesce(${wish.name ?? null}, name),
          guest_direct = coalesce(${wish.guestDirect ?? null}::boolean, guest_direct)
        WHERE id = ${principal.workspace.id}`,
      tx,
    );
    const directs = await dropUnsharedDirects(tx, principal);
    left = directs.channelIds;
    return {
      events: [...describeChange(principal, wish), ...directs.events],
      rooms: directs.rooms,
      notice: { event: "access:changed", code: "FORBIDDEN" },
      at: new Date(),
    };
  });
  await publishChannels(left);
  if (wish.guestDirect !== undefined) await publishGuestDirect(principal.workspace.id);
  return readSettings(principal);
}

/** A name gives nobody access; it is not put on record. */
function describeChange(
  { workspace, userId, name }: Principal,
  { guestDirect }: WorkspaceWish,
): Loss["events"] {
  if (guestDirect === undefined) return [];
  return [
    {
      workspaceId: workspace.id,
      actor: { id: userId, name },
      action: "workspace.changed",
      target: { type: "workspace", id: workspace.id, name: workspace.name },
      data: { guestDirect },
    },
  ];
}
