import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { GuestRequest, OwnGuestRequests } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import { can } from "../access/policy";
import type { Principal } from "../access/principal";
import { readRefusal } from "../access/read-refusal";
import { hasAccess } from "../access/rules";
import { readRequests } from "./request-row";

/** How many that were decided are listed, the latest ones. All of them are on record. */
const DECIDED = 100;
/** How many that are open are listed. Each member may have a few dozen: the others follow as these are decided. */
const OPEN = 1_000;

/**
 * Lists the requests for guests of a workspace, newest first: those that are open, and the latest of the others.
 * @throws AppError FORBIDDEN
 */
export async function listRequests(principal: Principal): Promise<GuestRequest[]> {
  await authorize(principal, "guest.manage");
  const here = sql`r.workspace_id = ${principal.workspace.id} AND ${hasAccess(principal)}`;
  const [open, decided] = await Promise.all([
    readRequests(sql`${here} AND r.status = 'open'`, OPEN),
    readRequests(sql`${here} AND r.status <> 'open'`, DECIDED),
  ]);
  const all = [...open, ...decided].map(({ forAdmins }) => forAdmins);
  return all.sort((one, other) => (one.id < other.id ? 1 : -1));
}

/** Whether a request for a guest waits for the principal. False for those who do not decide about guests. */
export async function isAsked(principal: Principal): Promise<boolean> {
  if (!can(principal, "guest.manage")) return false;
  const waiting = await rows(sql`SELECT 1 FROM guest_request r
    WHERE r.workspace_id = ${principal.workspace.id} AND r.status = 'open' AND ${hasAccess(principal)} LIMIT 1`);
  return waiting.length > 0;
}

/**
 * Lists the principal's own requests, newest first, whether the workspace lets them ask, and for how long they can.
 * @throws AppError FORBIDDEN, and the reason if they have lost access meanwhile
 */
export async function listOwnRequests(principal: Principal): Promise<OwnGuestRequests> {
  await authorize(principal, "guest.ask");
  const { workspace, userId } = principal;
  const [settings] = await rows<Omit<OwnGuestRequests, "requests">>(
    sql`SELECT o.member_requests AS allowed, o.guest_max_days AS "maxDays" FROM organization o
      WHERE o.id = ${workspace.id} AND ${hasAccess(principal)}`,
  );
  if (!settings) throw await readRefusal(principal, "Workspace");
  const found = await readRequests(
    sql`r.workspace_id = ${workspace.id} AND r.asked_by = ${userId}`,
    DECIDED,
  );
  return { ...settings, requests: found.map(({ forAsker }) => forAsker) };
}
