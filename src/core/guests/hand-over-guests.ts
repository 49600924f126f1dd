import type { z } from "zod";
import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import type { Guest } from "@/lib/api-types";
import type { handOverInput } from "@/lib/inputs/guests";
import { admit } from "../access/admit";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { notFound } from "../errors";
import { findSponsor } from "./find-sponsor";
import { describeSponsors, giveSponsor } from "./give-sponsor";
import { publishSponsored } from "./publish-sponsored";

type HandOver = Omit<z.infer<typeof handOverInput>, "workspace">;

/**
 * Hands guests over to another sponsor: some of them, or all of a sponsor. It is one commit with an event for each.
 * @returns the guests that were chosen, as they are now
 * @throws AppError FORBIDDEN, NOT_FOUND (one of them), VALIDATION (the new sponsor is not a member)
 */
export async function handOverGuests(
  principal: Principal,
  { match, to }: HandOver,
): Promise<Guest[]> {
  await authorize(principal, "guest.manage");
  const { moved } = await admit(async (tx) => {
    const guestIds = await listChosen(tx, principal, match);
    await lockExclusively(tx, principal, { principals: guestIds });
    await assertHasAccess(tx, principal);
    const sponsor = await findSponsor(tx, principal.workspace.id, to, "to");
    const given = await giveSponsor(tx, principal, isAmong(guestIds), sponsor);
    const former = given.flatMap(({ from }) => from?.id ?? []);
    return {
      moved: { guestIds, sponsorIds: [to, ...former] },
      events: describeSponsors(principal, given, sponsor),
    };
  });
  return publishSponsored(principal.workspace.id, moved);
}

async function listChosen(
  tx: Transaction,
  { workspace }: Principal,
  match: HandOver["match"],
): Promise<string[]> {
  const chosen = "ids" in match ? isAmong(match.ids) : sql`g.sponsor_id = ${match.sponsorId}`;
  const found = await rows<{ id: string }>(
    sql`SELECT g.id FROM guest g WHERE g.workspace_id = ${workspace.id} AND ${chosen}`,
    tx,
  );
  if ("ids" in match && found.length < new Set(match.ids).size) throw notFound("Guest");
  return found.map(({ id }) => id);
}

const isAmong = (ids: string[]): SQL => sql`g.id IN ${among(ids)}`;
