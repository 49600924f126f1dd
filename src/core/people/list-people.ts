import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { Person } from "@/lib/api-types";
import { markPeople, writePresence } from "@/lib/marks";
import { explainRefusal } from "../access/explain-refusal";
import { peopleOf } from "../access/names/kept-names";
import { can } from "../access/policy";
import type { Principal } from "../access/principal";
import { isEnded, knows, knowsEnds, stands } from "../access/rules";
import { isOnline } from "../presence/note-presence";
import { shareNext } from "../share-next";
import { tellApart } from "./tell-apart";

/**
 * Everyone the principal may know: members know the whole workspace, guests only those who share a channel
 * with them. A guest is named with the person who admitted them, if the principal may know that one too. Of two with
 * the same name a guest comes first, so that whoever reads the list by names finds the other.
 */
export async function listPeople(principal: Principal): Promise<Person[]> {
  return readPeople({
    workspaceId: principal.workspace.id,
    withEnds: knowsEnds(principal),
    knows: (userId) => knows(principal, userId),
    where: sql`${stands(principal)} AND ${knows(principal, sql`u.id`)}`,
    byAddress: can(principal, "people.all"),
  });
}

export interface KnownPeople {
  /** Everyone; empty where the asker knows them all as they are. */
  people: Person[];
  /** Who of them is online: see `writePresence`. */
  here?: string;
}

/**
 * As `listPeople`, for somebody who knows people already. What members are told is the same for all of them, and is
 * read once for all who come back at the same time.
 * @param known what the asker knows, as `markPeople` has it
 * @throws AppError the refusal that fits, where they have lost access meanwhile
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

/** A member knows everybody, and all there is to know. */
const readForMembers = shareNext(async (workspaceId) =>
  describe(
    await readPeople({
      workspaceId,
      withEnds: true,
      knows: () => sql`true`,
      where: sql`true`,
      byAddress: true,
    }),
  ),
);

async function assertStillStands(principal: Principal): Promise<void> {
  const [found] = await rows(sql`SELECT 1 WHERE ${stands(principal)}`);
  if (!found) throw await explainRefusal(principal, "Workspace");
}

interface Reading {
  workspaceId: string;
  /** With whether the access of guests has ended. */
  withEnds: boolean;
  /** The condition that the sponsor with this id may be known. */
  knows: (userId: SQL) => SQL;
  /** The condition that person `u` is told of. */
  where: SQL;
  /** Whether addresses may tell guests apart. */
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
      SELECT user_id, role AS "as", NULL::text AS invited_by, false AS ended FROM member
      WHERE organization_id = ${workspaceId}
      UNION ALL
      SELECT g.user_id, 'guest', g.invited_by, ${isEnded} FROM guest g
      WHERE g.workspace_id = ${workspaceId}
        AND NOT EXISTS (SELECT 1 FROM member m
          WHERE m.organization_id = g.workspace_id AND m.user_id = g.user_id)) p
    JOIN ${peopleOf(workspaceId)} u ON u.id = p.user_id
    LEFT JOIN ${peopleOf(workspaceId)} i ON i.id = p.invited_by
      AND ${reading.knows(sql`p.invited_by`)}
    WHERE ${where}
    ORDER BY lower(u.name), p."as" <> 'guest', u.id`,
  );
  return tellApart(found, { byAddress });
}
