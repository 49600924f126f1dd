import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Person } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import { knows, stands } from "../access/queries";
import { isOnline } from "../presence/note-presence";

/**
 * Everyone the principal may know: members know the whole workspace, guests only those who share a channel
 * with them. A guest is named with the person who admitted them.
 */
export async function listPeople(principal: Principal): Promise<Person[]> {
  return rows<Person>(sql`
    SELECT u.id, u.name, u.image, p."as", p.sponsor,
      ${isOnline(principal.workspace.id)} AS online FROM (
      SELECT user_id, role AS "as", NULL::text AS sponsor FROM member
      WHERE organization_id = ${principal.workspace.id}
      UNION ALL
      SELECT g.user_id, 'guest', i.name FROM guest g JOIN "user" i ON i.id = g.invited_by
      WHERE g.workspace_id = ${principal.workspace.id}
        AND NOT EXISTS (SELECT 1 FROM member m
          WHERE m.organization_id = g.workspace_id AND m.user_id = g.user_id)) p
    JOIN "user" u ON u.id = p.user_id
    WHERE ${stands(principal)} AND ${knows(principal, sql`u.id`)}
    ORDER BY lower(u.name), u.id`);
}
