import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { peopleOf } from "../access/names/kept-names";
import { type Actor, actorOf } from "../access/operator";
import type { AuditDraft } from "../access/record";
import type { Transaction } from "../access/revoke";

export interface Named {
  id: string;
  name: string;
}

/** A guest who has another sponsor than before. */
export interface Sponsored {
  guestId: string;
  userId: string;
  name: string;
  from: Named | null;
}

/**
 * Gives guests a sponsor, or none, in one statement. It is no change of their access. Of ends that are still ahead the
 * new sponsor is reminded, whatever the former one was told. Lock the guests exclusively before: somebody with many
 * requests would otherwise keep the change of their row waiting.
 * @param chosen the condition on guest `g`
 * @param to null: an admin has to name one
 * @returns those whose sponsor was another one
 */
export async function giveSponsor(
  tx: Transaction,
  { workspace }: Pick<Actor, "workspace">,
  chosen: SQL,
  to: Named | null,
): Promise<Sponsored[]> {
  const people = peopleOf(workspace.id);
  return rowsOf(
    {
      guestId: sql<string>`given.id`,
      userId: sql<string>`given.user_id`,
      name: sql<string>`u.name`,
      from: sql<Named | null>`CASE WHEN f.id IS NOT NULL
        THEN json_build_object('id', f.id, 'name', f.name) END`,
    },
    (list) => sql`WITH chosen AS MATERIALIZED (
        SELECT g.id, g.sponsor_id AS former FROM guest g
        WHERE g.workspace_id = ${workspace.id} AND ${chosen}
          AND g.sponsor_id IS DISTINCT FROM ${to?.id ?? null}
        ORDER BY g.id FOR UPDATE),
      given AS (
        UPDATE guest g SET sponsor_id = ${to?.id ?? null} FROM chosen
        WHERE g.id = chosen.id RETURNING g.id, g.user_id, chosen.former),
      unreminded AS (
        DELETE FROM reminder r USING chosen WHERE r.guest_id = chosen.id
          AND r.recipient = 'sponsor' AND r.expires_at > clock_timestamp())
      SELECT ${list} FROM given JOIN ${people} u ON u.id = given.user_id
      LEFT JOIN ${people} f ON f.id = given.former ORDER BY given.id`,
    tx,
  );
}

/** What goes on record of it: an event for each guest. */
export function describeSponsors(by: Actor, given: Sponsored[], to: Named | null): AuditDraft[] {
  return given.map(({ guestId, name, from }) => ({
    workspaceId: by.workspace.id,
    actor: actorOf(by),
    action: "guest.changed",
    target: { type: "guest", id: guestId, name },
    data: { sponsor: { from, to } },
  }));
}
