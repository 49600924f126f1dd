import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import { organization } from "@/db/schema";
import type { WorkspaceSettings } from "@/lib/api-types";
import type { workspaceSettingsInput } from "@/lib/inputs/workspace";
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

const o = alias(organization, "o");

/** The settings of workspace `o` that can be changed. */
const settingColumns = {
  name: o.name,
  guestDirect: o.guestDirect,
  guestHistory: o.guestHistory,
  guestMaxDays: o.guestMaxDays,
  guestDomains: o.guestDomains,
  memberRequests: o.memberRequests,
  whenSponsorLeaves: o.whenSponsorLeaves,
  guestTakeout: o.guestTakeout,
  showSponsorEmail: o.showSponsorEmail,
};

/**
 * Reads the settings of the workspace.
 * @throws AppError FORBIDDEN
 */
export async function readSettings(principal: Principal): Promise<WorkspaceSettings> {
  await authorize(principal, "workspace.change");
  const [found] = await rowsOf(
    { ...settingColumns, icon: o.logo },
    (list) => sql`
    SELECT ${list} FROM organization o
    WHERE o.id = ${principal.workspace.id} AND ${hasAccess(principal)}`,
  );
  if (!found) throw notFound("Workspace");
  return found;
}

type WorkspaceWish = z.infer<typeof workspaceSettingsInput>;

/**
 * Changes the name or other settings of the workspace. If guests may not have direct conversations any more, they lose
 * the ones they have.
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
  wish: WorkspaceWish,
): Promise<WorkspaceChange> {
  const [former] = await rowsOf(
    settingColumns,
    (list) =>
      sql`SELECT ${list} FROM organization o WHERE o.id = ${workspace.id} FOR NO KEY UPDATE`,
    tx,
  );
  if (!former) throw notFound("Workspace");
  const given = Object.entries(wish).filter(([, value]) => value !== undefined);
  if (given.length > 0) {
    await tx
      .update(organization)
      .set(Object.fromEntries(given))
      .where(eq(organization.id, workspace.id));
  }
  const changed = given.filter(
    ([name, value]) => !isDeepStrictEqual(value, former[name as keyof typeof former]),
  );
  const { name, ...others }: WorkspaceWish = Object.fromEntries(changed);
  return { ...(name !== undefined && { from: former.name, to: name }), ...others };
}
