import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { KnownPeople, Person } from "@/lib/api-types";
import { markPeople, writePresence } from "@/lib/marks";
import { readRefusal } from "../access/read-refusal";
import { peopleOf } from "../access/names/kept-names";
import { can } from "../access/policy";
import type { Principal } from "../access/principal";
import { isAmongKnown, knowsEnds, knowsSponsor } from "../access/people-rules";
import { isEnded, hasAccess } from "../access/rules";
import { isOnline } from "../presence/note-presence";
import { shareNextRead } from "../share-next-read";
import { tellApart } from "./tell-apart";

/**
 * Lists everyone whom the principal may know: a member knows the whole workspace, a guest only the people with whom
 * they share a channel. A guest is listed with their sponsor, if the principal may know the sponsor. Of two people with
 * the same name, the guest comes first: a reader that stores people by name then keeps the other one.
 */
export async function listPeople(principal: Principal): Promise<Person[]> {
  return readPeople({
    workspaceId: principal.workspace.id,
    withEnds: knowsEnds(principal),
    knowsSponsor: (userId, sponsorId) => knowsSponsor(principal, userId, sponsorId),
    where: sql`${hasAccess(principal)} AND ${isAmongKnown(principal, sql`u.id`)}`,
    byAddress: can(principal, "people.all"),
  });
}

/**
 * As `listPeople`, for a caller who knows people already. The list is the same for all members, so it is read once for
 * all who reconnect at the same time.
 * @param known what the caller knows, in the form of `markPeople`
 * @throws AppError the reason, if they have lost access meanwhile
 */
export async function listPeopleUnlessKnown(
  principal: Principal,
  known: string,
): Promise<KnownPeople> {
  const { people, mark, here } = can(principal, "people.all")
    ? await readForMembers(principal.workspace.id)
    : describe(await listPeople(principal));
  await assertStillStands(principal);
  return mark === known ? { people: [], here } : { people };
}

const describe = (people: Person[]) => ({
  people,
  mark: markPeople(people),
  here: writePresence(people),
});

/** Reads the list for members: they may know everybody and everything in it. */
const readForMembers = shareNextRead(async (workspaceId) =>
  describe(
    await readPeople({
      workspaceId,
      withEnds: true,
      knowsSponsor: () => sql`true`,
      where: sql`true`,
      byAddress: true,
    }),
  ),
);

async function assertStillStands(principal: Principal): Promise<void> {
  const [found] = await rows(sql`SELECT 1 WHERE ${hasAccess(principal)}`);
  if (!found) throw await readRefusal(principal, "Workspace");
}

interface Reading {
  workspaceId: string;
  /** Whether to read if the access of guests has ended. */
  withEnds: boolean;
  /** The condition that somebody's sponsor may be known. */
  knowsSponsor: (userId: SQL, sponsorId: SQL) => SQL;
  /** The condition on the people `u` to list. */
  where: SQL;
  /** Whether people who look alike may be told apart by their addresses. */
  byAddress: boolean;
}

async function readPeople(reading: Reading): Promise<Person[]> {
  const { workspaceId, withEnds, where, byAddress } = reading;
  const found = await rowsOf(
    {
      id: sql<string>`u.id`,
      name: sql<string>`u.name`,
      image: sql<string | null>`u.image`,
      as: sql<Person["as"]>`p."as"`,
      sponsor: sql<string | null>`i.name`,
      email: sql<string>`u.email`,
      ended: withEnds ? sql<boolean>`p.ended` : undefined,
      online: isOnline(workspaceId),
    },
    (list) => sql`SELECT ${list} FROM (
      SELECT user_id, role AS "as", NULL::text AS sponsor_id, false AS ended FROM member
      WHERE organization_id = ${workspaceId}
      UNION ALL
      SELECT g.user_id, 'guest', g.sponsor_id, ${isEnded} FROM guest g
      WHERE g.workspace_id = ${workspaceId}
        AND NOT EXISTS (SELECT 1 FROM member m
          WHERE m.organization_id = g.workspace_id AND m.user_id = g.user_id)) p
    JOIN ${peopleOf(workspaceId)} u ON u.id = p.user_id
    LEFT JOIN ${peopleOf(workspaceId)} i ON i.id = p.sponsor_id
      AND ${reading.knowsSponsor(sql`u.id`, sql`p.sponsor_id`)}
    WHERE ${where}
    ORDER BY lower(u.name), p."as" <> 'guest', u.id`,
  );
  return tellApart(found, { byAddress });
}
