import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { GuestGroups } from "@/lib/api-types";
import { emailDomain } from "@/lib/inputs/parts";
import { peopleOf } from "../access/names/kept-names";
import { domainOf } from "./is-one-of";

/** More than anybody looks through. The search finds the others. */
const MOST_GROUPS = 200;

/** What the guests of a workspace have in common, with how many they are: those with the most guests, by name. */
export async function readGuestGroups(workspaceId: string): Promise<GuestGroups> {
  const [sponsors, domains] = await Promise.all([
    readSponsors(workspaceId),
    readDomains(workspaceId),
  ]);
  return { sponsors, domains };
}

function readSponsors(workspaceId: string): Promise<GuestGroups["sponsors"]> {
  return rowsOf(
    { id: sql<string>`g.id`, name: sql<string>`s.name`, guests: sql<number>`g.guests` },
    (list) => sql`SELECT ${list} FROM (
        SELECT sponsor_id AS id, count(*)::int AS guests FROM guest
        WHERE workspace_id = ${workspaceId} AND sponsor_id IS NOT NULL
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_GROUPS}) g
      JOIN ${peopleOf(workspaceId)} s ON s.id = g.id ORDER BY lower(s.name), g.id`,
  );
}

/** Without the few that are no domain which a filter takes: an address of a host without a dot, for example. */
async function readDomains(workspaceId: string): Promise<GuestGroups["domains"]> {
  const found = await rowsOf(
    { domain: sql<string | null>`d.domain`, guests: sql<number>`d.guests` },
    (list) => sql`SELECT ${list} FROM (
        SELECT ${domainOf} AS domain, count(*)::int AS guests
        FROM guest g JOIN "user" u ON u.id = g.user_id WHERE g.workspace_id = ${workspaceId}
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_GROUPS}) d ORDER BY d.domain`,
  );
  return found.flatMap(({ domain, guests }) =>
    domain !== null && emailDomain.safeParse(domain).success ? [{ domain, guests }] : [],
  );
}
