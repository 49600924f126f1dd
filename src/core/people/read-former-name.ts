import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { peopleOf } from "../access/names/kept-names";
import { knowsFormer } from "../access/message-rules";
import { isInWorkspace } from "../access/people-rules";
import type { Principal } from "../access/principal";
import { hasAccess } from "../access/rules";

/**
 * Reads the name of somebody who has left the workspace, for messages that mention them. Null for everybody else: those
 * who are there are listed.
 */
export async function readFormerName(principal: Principal, userId: string): Promise<string | null> {
  const { workspace } = principal;
  const [found] = await rowsOf(
    { name: sql<string>`u.name` },
    (list) => sql`SELECT ${list} FROM ${peopleOf(workspace.id)} u
    WHERE u.id = ${userId} AND u.kept AND NOT ${isInWorkspace(workspace.id, sql`u.id`)}
      AND ${hasAccess(principal)} AND ${knowsFormer(principal, sql`u.id`)}`,
  );
  return found?.name ?? null;
}
