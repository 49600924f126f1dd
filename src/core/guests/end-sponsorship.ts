import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { WhenSponsorLeaves } from "@/lib/api-types";
import { sponsorGoneReason } from "@/lib/lock-reasons";
import { noteAccessChange } from "../access/access-change";
import { lockSponsored } from "../access/guest-access";
import { type Actor, actorOf, personIn } from "../access/operator";
import type { Change, Transaction } from "../access/revoke";
import type { GuestCut } from "../realtime";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { describeSponsors, giveSponsor, type Named } from "./give-sponsor";
import type { OtherSponsor } from "./publish-sponsored";

/** What a sponsor's leaving does to their guests, as a part of the change by which they leave. */
export interface EndedSponsorship extends Pick<Change, "events" | "withdrawn"> {
  cut: GuestCut[];
  told: OtherSponsor;
}

/**
 * Ends that somebody answers for guests, in the transaction in which they leave the workspace. Their guests have no
 * sponsor from then on. As the workspace has chosen, an admin decides about them, or those who have access are locked.
 * Lock the guests of `listSponsored` exclusively before, and call it before memberships are changed: guests and
 * invitations are locked before them.
 */
export async function endSponsorship(
  tx: Transaction,
  by: Actor,
  { userId, name }: { userId: string; name: string },
): Promise<EndedSponsorship> {
  const sponsor = { id: userId, name };
  const locks = (await readChoice(tx, by)) === "lock";
  const { lockedIds, ...loss } = locks ? await lockGuestsOf(tx, by, sponsor) : NO_LOSS;
  const given = await giveSponsor(tx, by, sql`g.sponsor_id = ${userId}`, null);
  const others = given.filter(({ guestId }) => !lockedIds.includes(guestId));
  return {
    ...loss,
    events: [...loss.events, ...describeSponsors(by, others, null)],
    told: {
      guestIds: given.map(({ guestId }) => guestId),
      sponsorIds: [],
      locked: lockedIds.length > 0,
    },
  };
}

const NO_LOSS = { lockedIds: [] as string[], events: [], withdrawn: [], cut: [] };

async function readChoice(tx: Transaction, { workspace }: Actor): Promise<WhenSponsorLeaves> {
  const [found] = await rows<{ choice: WhenSponsorLeaves }>(
    sql`SELECT o.when_sponsor_leaves AS choice FROM organization o WHERE o.id = ${workspace.id}`,
    tx,
  );
  return found?.choice ?? "lock";
}

async function lockGuestsOf(tx: Transaction, by: Actor, sponsor: Named) {
  const { id: workspaceId } = by.workspace;
  const reason = sponsorGoneReason(sponsor.name);
  const actorId = personIn(by)?.userId ?? null;
  const key = { workspaceId, sponsorId: sponsor.id };
  const locked = await lockSponsored(tx, key, { by: actorId, reason });
  await noteAccessChange(
    tx,
    workspaceId,
    locked.map(({ userId }) => userId),
  );
  const withdrawn = await withdrawInvitesBack(tx, by, locked);
  const lockedIds = locked.map(({ id }) => id);
  const events: Change["events"] = locked.map(({ id, name }) => ({
    workspaceId,
    actor: actorOf(by),
    action: "guest.locked",
    target: { type: "guest", id, name },
    data: { reason, sponsor: { from: sponsor, to: null } },
  }));
  const cut = lockedIds.map((guestId) => ({ guestId, reason }));
  return { lockedIds, events, withdrawn, cut };
}

/**
 * The guests for whom somebody answers, to be locked for their leaving.
 * @param userId of the sponsor
 * @returns ids of `guest` rows
 */
export async function listSponsored(
  tx: Transaction,
  { workspace }: Pick<Actor, "workspace">,
  userId: SQL,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`SELECT g.id FROM guest g WHERE g.workspace_id = ${workspace.id} AND g.sponsor_id = ${userId}`,
    tx,
  );
  return found.map(({ id }) => id);
}
