import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Person } from "@/lib/api-types";
import { peopleOf } from "../access/kept-names";
import { can } from "../access/policy";
import type { Principal } from "../access/principal";
import { endedColumn, knowsEnds } from "../access/ended";
import { knows, stands } from "../access/queries";
import { isOnline } from "../presence/note-presence";
import { type PersonRow, tellApart } from "./tell-apart";

/**
 * Everyone the principal may know: members know the whole workspace, guests only those who share a channel
 * with them. A guest is named with the person who admitted them, if the principal may know that one too. Of two with
 * the same name a guest comes first, so that whoever reads the list by names finds the other.
 */
export async function listPeople(principal: Principal): Promise<Person[]> {
  const found = await rows<PersonRow>(sql`
    SELECT u.id, u.name, u.image, p."as", i.name AS sponsor, u.email,
      ${knowsEnds(principal) ? sql`p.ended,` : sql``}
      ${isOnline(principal.workspace.id)} AS online FROM (
      SELECT user_id, role AS "as", NULL::text AS invited_by, false AS ended FROM member
      WHERE organization_id = ${principal.workspace.id}
      UNION ALL
      SELECT g.user_id, 'guest', g.invited_by, ${endedColumn} FROM guest g
      WHERE g.workspace_id = ${principal.workspace.id}
        AND NOT EXISTS (SELECT 1 FROM member m
          WHERE m.organization_id = g.workspace_id AND m.user_id = g.user_id)) p
    JOIN ${peopleOf(principal.workspace.id)} u ON u.id = p.user_id
    LEFT JOIN ${peopleOf(principal.workspace.id)} i ON i.id = p.invited_by
      AND ${knows(principal, sql`p.invited_by`)}
    WHERE ${stands(principal)} AND ${knows(principal, sql`u.id`)}
    ORDER BY lower(u.name), p."as" <> 'guest', u.id`);
  return tellApart(found, { byAddress: can(principal, "people.all") });
}
