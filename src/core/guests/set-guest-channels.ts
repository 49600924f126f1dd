import type { z } from "zod";
import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { changeGuestInput } from "@/lib/inputs/guests";
import { toIso } from "@/lib/to-iso";
import {
  addChannelMembers,
  type ChannelTerms,
  removeChannelMembers,
  setTerms,
} from "../access/memberships";
import type { Principal } from "../access/principal";
import { readTerms, type Terms } from "../access/read-terms";
import type { Transaction } from "../access/revoke";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import type { GuestTarget } from "./find-guest";

/** A channel that a guest shall have. A field that is absent leaves the terms as they are. */
export type ChannelWish = NonNullable<z.infer<typeof changeGuestInput>["channels"]>[number];

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

/** Works out what the whole new list of a guest's channels changes. The guest is locked exclusively. */
export async function planChannels(
  tx: Transaction,
  { workspace }: Pick<Principal, "workspace">,
  { userId }: Pick<GuestTarget, "userId">,
  wanted: ChannelWish[],
): Promise<PlannedChannels> {
  const terms = await readTerms(tx, { workspaceId: workspace.id, userId });
  const had = new Map(terms.map((one) => [one.id, one]));
  const gained = wanted.filter(({ id }) => !had.has(id));
  const changed = wanted.flatMap((wish) => changeTerms(wish, had.get(wish.id)));
  const kept = new Set(wanted.map(({ id }) => id));
  const lost = [...had.keys()].filter((id) => !kept.has(id));
  const history = gained.length > 0 ? await readDefaultHistory(tx, workspace.id) : "all";
  return {
    gained: gained.map((wish) => ({
      id: wish.id,
      history: wish.history ?? history,
      expiresAt: wish.expiresAt?.toISOString() ?? null,
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

/** What the workspace gives of a channel where nobody says otherwise. */
async function readDefaultHistory(
  tx: Transaction,
  workspaceId: string,
): Promise<ChannelTerms["history"]> {
  const [found] = await rowsOf(
    { history: sql<ChannelTerms["history"]>`o.guest_history` },
    (list) => sql`SELECT ${list} FROM organization o WHERE o.id = ${workspaceId}`,
    tx,
  );
  return found?.history ?? "joining";
}

function changeTerms(wish: ChannelWish, had: Terms | undefined) {
  if (!had) return [];
  const from = timeOf(had.historyFrom);
  const end = timeOf(had.expiresAt);
  const newFrom = wish.history === undefined ? from : historyTime(wish.history, had.joinedAt);
  const newEnd = wish.expiresAt === undefined ? end : (wish.expiresAt?.getTime() ?? null);
  if (newFrom === from && newEnd === end) return [];
  const terms: ChannelTerms = {
    id: wish.id,
    history: newFrom === null ? "all" : new Date(newFrom).toISOString(),
    expiresAt: newEnd === null ? null : new Date(newEnd).toISOString(),
  };
  const narrows = since(newFrom) > since(from) || until(newEnd) < until(end);
  const widens = since(newFrom) < since(from) || until(newEnd) > until(end);
  return [{ terms, narrows, widens }];
}

const since = (from: number | null) => from ?? -Infinity;
const until = (end: number | null) => end ?? Infinity;
const timeOf = (at: string | null): number | null => (at === null ? null : Date.parse(toIso(at)));

function historyTime(history: ChannelTerms["history"], joinedAt: string): number | null {
  if (history === "all") return null;
  return timeOf(history === "joining" ? joinedAt : history);
}
