import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { WorkspaceSettings } from "@/lib/api-types";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import { lockExclusively } from "../access/advisory-locks";
import { keepNames } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { revoke, type Transaction } from "../access/revoke";
import { dropUnsharedDirects, listConcerned } from "../access/drop-unshared-directs";
import { hasAccess } from "../access/rules";
import { notFound } from "../errors";
import { describeWorkspaceChange, type WorkspaceChange } from "./describe-change";
import { publishGuestDirect } from "./publish-guest-direct";

/**
 * Reads the settings of the workspace.
 * @throws AppError FORBIDDEN
 */
export async function readSettings(principal: Principal): Promise<WorkspaceSettings> {
  await authorize(principal, "workspace.change");
  const [found] = await rowsOf(
    {
      name: sql<string>`name`,
      icon: sql<string | null>`logo`,
      guestDirect: sql<boolean>`guest_direct`,
    },
    (list) => sql`
    SELECT ${list} FROM organization
    WHERE id = ${principal.workspace.id} AND ${hasAccess(principal)}`,
  );
  if (!found) throw notFound("Workspace");
  return found;
}

type WorkspaceWish = Partial<Omit<WorkspaceSettings, "icon">>;

/**
 * Renames the workspace, or sets whether guests may have direct conversations. If they may not any more, they lose the
 * ones they have.
 * @throws AppError FORBIDDEN
 */
export async function changeWorkspace(
  principal: Principal,
  wish: WorkspaceWish,
): Promise<WorkspaceSettings> {
  await authorize(principal, "workspace.change");
  await revoke(async (tx) => {
    const guests = wish.guestDirect === false ? await listConcerned(tx, principal, null) : [];
    await lockExclusively(tx, principal, { principals: guests });
    await assertHasAccess(tx, principal);
    if (wish.name !== undefined)
      await keepNames(tx, sql`g.workspace_id = ${principal.workspace.id}`);
    const change = await setWorkspace(tx, principal, wish);
    const directs = await dropUnsharedDirects(tx, principal);
    return {
      events: [...describeWorkspaceChange(principal, change), ...directs.events],
      cut: { rooms: directs.rooms, notice: { event: "access:changed", code: "FORBIDDEN" } },
      news: { workspaceId: principal.workspace.id, channelIds: directs.channelIds },
    };
  });
  if (wish.guestDirect !== undefined) await publishGuestDirect(principal.workspace.id);
  return readSettings(principal);
}

/** @returns the settings that have changed */
async function setWorkspace(
  tx: Transaction,
  { workspace }: Principal,
  { name, guestDirect }: WorkspaceWish,
): Promise<WorkspaceChange> {
  const [former] = await rowsOf(
    { name: sql<string>`former.name`, guestDirect: sql<boolean>`former.guest_direct` },
    (list) => sql`WITH former AS MATERIALIZED (SELECT id, name, guest_direct FROM organization
        WHERE id = ${workspace.id} FOR NO KEY UPDATE)
      UPDATE organization o SET name = coalesce(${name ?? null}, o.name),
        guest_direct = coalesce(${guestDirect ?? null}::boolean, o.guest_direct)
      FROM former WHERE o.id = former.id
      RETURNING ${list}`,
    tx,
  );
  if (!former) throw notFound("Workspace");
  return {
    ...(name !== undefined && name !== former.name && { from: former.name, to: name }),
    ...(guestDirect !== undefined && guestDirect !== former.guestDirect && { guestDirect }),
  };
}
