import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db, rowsOf } from "@/db/client";
import { drill } from "@/db/schema";
import type { Drill } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

/** How many are kept of a workspace, and as many of the operator and the schedule; and how many are listed. */
const KEPT = 1_000;
const LISTED = 100;

const d = alias(drill, "d");

const drillColumns = {
  id: d.id,
  at: d.at,
  ok: d.ok,
  connections: d.connections,
  expected: d.nodesExpected,
  confirmed: d.nodesConfirmed,
  answeredMs: d.answeredMs,
  lastClosedMs: d.lastClosedMs,
  deliveredAfter: d.deliveredAfter,
  limitMs: d.limitMs,
};

/**
 * The latest drills, newest first: those that this workspace's admins asked for, and those of the operator and the
 * schedule.
 * @throws AppError FORBIDDEN
 */
export async function listDrills(principal: Principal): Promise<Drill[]> {
  await authorize(principal, "guest.manage");
  const found = await rowsOf(
    drillColumns,
    (list) => sql`SELECT ${list} FROM drill d
      WHERE d.workspace_id = ${principal.workspace.id} OR d.workspace_id IS NULL
      ORDER BY d.at DESC, d.id DESC LIMIT ${LISTED}`,
  );
  return found.map(({ at, expected, confirmed, ...rest }) => ({
    ...rest,
    at: toIso(at),
    nodes: { expected, confirmed },
  }));
}

/** @param workspaceId whose admin asked for it; null for the operator and the schedule */
export async function recordDrill(
  { nodes, at, ...figures }: Drill,
  workspaceId: string | null,
): Promise<void> {
  await db()
    .insert(drill)
    .values({
      ...figures,
      workspaceId,
      at: new Date(at),
      nodesExpected: nodes.expected,
      nodesConfirmed: nodes.confirmed,
    });
  await db().execute(sql`DELETE FROM drill WHERE id IN (
    SELECT d.id FROM drill d WHERE d.workspace_id IS NOT DISTINCT FROM ${workspaceId}
    ORDER BY d.at DESC, d.id DESC OFFSET ${KEPT})`);
}
