import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { ClosedDirect } from "@/lib/api-types";
import type { Principal } from "./principal";
import { allowsGuestDirects, knows, shareChannel } from "./people-rules";
import { guestIsActive, hasAccess } from "./rules";

/**
 * The people whom the principal may know and with whom `openDirect` would refuse a conversation of two, and the first
 * reason. The answer may change before one is opened: the statement that opens it decides.
 */
export async function listClosedDirects(principal: Principal): Promise<ClosedDirect[]> {
  const { workspace, userId } = principal;
  return rowsOf(
    { userId: sql<string>`"userId"`, why: sql<ClosedDirect["why"]>`why` },
    (list) => sql`
    SELECT ${list} FROM (
      SELECT p.user_id AS "userId", CASE
        WHEN NOT p.guest AND ${principal.as !== "guest"} THEN NULL
        WHEN NOT ${allowsGuestDirects(workspace.id)} THEN 'workspace'
        WHEN p.ended THEN ${principal.as === "guest" ? "closed" : "ended"}
        WHEN NOT ${shareChannel(workspace.id, sql`p.user_id`, sql`${userId}`)} THEN 'channel' END AS why
      FROM (
        SELECT m.user_id, false AS guest, false AS ended FROM member m WHERE m.organization_id = ${workspace.id}
        UNION ALL
        SELECT g.user_id, true, NOT ${guestIsActive()} FROM guest g WHERE g.workspace_id = ${workspace.id}) p
      WHERE p.user_id <> ${userId} AND ${hasAccess(principal)} AND ${knows(principal, sql`p.user_id`)}) asked
    WHERE why IS NOT NULL`,
  );
}
