import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import {
  addChannelMembers,
  type ChannelTerms,
  removeChannelMembers,
  setTerms,
} from "../access/memberships";
import type { Principal } from "../access/principal";
import { readEnds } from "../access/read-end";
import { readTerms } from "../access/read-terms";
import type { Transaction } from "../access/revoke";
import { type AllowedAccess, endOfGained } from "../access/admission/guest-limits";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { type ChannelWish, changeTerms, type Within } from "./change-terms";
import type { GuestTarget } from "./find-guest";

export interface PlannedChannels {
  gained: ChannelTerms[];
  /** Channels whose terms change. */
  changed: ChannelTerms[];
  /** The ids of those of which more is given than before: more of the past, or more time. */
  widened: string[];
  /** The ids of the channels that are taken away. */
  lost: string[];
  /** Whether something is taken away: a channel, a part of its history, or some of the time in it. */
  takes: boolean;
}

/**
 * Works out what the whole new list of a guest's channels changes. The guest is locked exclusively.
 * @param allowed what may be given now. It holds for what is gained, not for what they have.
 */
export async function planChannels(
  tx: Transaction,
  { workspace }: Pick<Principal, "workspace">,
  { id, userId }: Pick<GuestTarget, "id" | "userId">,
  wanted: ChannelWish[],
  { latest, limits }: Pick<AllowedAccess, "latest" | "limits">,
): Promise<PlannedChannels> {
  const ofGuest = (await readEnds([id], tx)).get(id) ?? null;
  const within: Within = (end) =>
    endOfGained(end?.toISOString() ?? null, latest?.toISOString() ?? null, ofGuest);
  const terms = await readTerms(tx, { workspaceId: workspace.id, userId });
  const had = new Map(terms.map((one) => [one.id, one]));
  const gained = wanted.filter(({ id }) => !had.has(id));
  const changed = wanted.flatMap((wish) => changeTerms(wish, had.get(wish.id), within));
  const kept = new Set(wanted.map(({ id }) => id));
  const lost = [...had.keys()].filter((id) => !kept.has(id));
  return {
    gained: gained.map((wish) => ({
      id: wish.id,
      history: wish.history ?? limits.history,
      expiresAt: within(wish.expiresAt ?? null),
    })),
    changed: changed.map((one) => one.terms),
    widened: changed.filter(({ widens }) => widens).map((one) => one.terms.id),
    lost,
    takes: lost.length > 0 || changed.some(({ narrows }) => narrows),
  };
}

/**
 * Carries it out. The guest gets only of channels that the principal can see, and no more of the others than they have:
 * an admin sees what a guest sees, and would open a private channel to themself.
 * @throws AppError NOT_FOUND
 */
export async function setChannels(
  tx: Transaction,
  principal: Principal,
  { userId }: Pick<GuestTarget, "userId">,
  { gained, changed, widened, lost }: PlannedChannels,
): Promise<void> {
  const gainedIds = gained.map(({ id }) => id);
  await assertVisibleChannels(principal, gainedIds, tx);
  await assertVisibleChannels(principal, widened, tx, { beArchived: true });
  await removeChannelMembers(
    tx,
    sql`cm.user_id = ${userId}
      AND c.id IN ${among(lost)}`,
  );
  await addChannelMembers(tx, userId, gained);
  await setTerms(tx, userId, changed);
}
