import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import { invite } from "@/db/schema";
import type { EndedInvite } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { inviteColumns, toInvite } from "../access/admission/invite-row";
import { inviteWorks } from "../access/admission/invite-works";
import { authorize } from "../access/authorize";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";

/** For how long an invitation that has ended is listed, and how many at most. */
const LISTED_DAYS = 30;
const MOST = 100;

const i = alias(invite, "i");

const endedColumns = {
  ...inviteColumns,
  email: i.email,
  maxUses: i.maxUses,
  how: sql<EndedInvite["how"]>`CASE WHEN i.uses >= i.max_uses THEN 'used'
    WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'over' END`,
  endedAt: sql<string>`CASE WHEN i.uses >= i.max_uses THEN coalesce(last.at, i.created_at)
    ELSE least(i.withdrawn_at, i.link_expires_at, i.expires_at) END`,
  people: sql<
    EndedInvite["people"]
  >`coalesce((SELECT json_agg(json_build_object('name', p.name, 'at', x.at)
      ORDER BY x.at DESC)
    FROM invite_use x JOIN LATERAL ${personOf(sql`i.workspace_id`, sql`x.user_id`)} p ON true
    WHERE x.invite_id = i.id), '[]'::json)`,
};

/**
 * Lists the invitations of guests that have ended lately, the latest first: what became of those that are not in the
 * list of open ones any more.
 * @throws AppError FORBIDDEN
 */
export async function listEndedInvites(principal: Principal): Promise<EndedInvite[]> {
  await authorize(principal, "guest.manage");
  const found = await rowsOf(
    endedColumns,
    (list) => sql`SELECT * FROM (SELECT ${list} FROM invite i JOIN "user" u ON u.id = i.created_by
        LEFT JOIN LATERAL (SELECT max(x.at) AS at FROM invite_use x WHERE x.invite_id = i.id) last ON true
        WHERE i.workspace_id = ${principal.workspace.id} AND i.role = 'guest' AND NOT ${inviteWorks}) ended
      WHERE "endedAt" > clock_timestamp() - make_interval(days => ${LISTED_DAYS}::int)
      ORDER BY "endedAt" DESC, id LIMIT ${MOST}`,
  );
  return found.map((row) => {
    const { id, invitedBy, createdAt } = toInvite(row);
    const people = row.people.map(({ name, at }) => ({ name, at: toIso(at) }));
    const { email, how, maxUses } = row;
    return { id, email, how, maxUses, people, invitedBy, createdAt, endedAt: toIso(row.endedAt) };
  });
}
