import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import { organization } from "@/db/schema";
import type { RowOf } from "@/db/columns";
import { toIso } from "@/lib/to-iso";
import { invalid } from "../../errors";
import type { Transaction } from "../revoke";
import { isOfDomain } from "./domain-of";

const o = alias(organization, "o");

const limitColumns = {
  history: o.guestHistory,
  maxDays: o.guestMaxDays,
  domains: o.guestDomains,
};

/** What a workspace allows its guests. */
export type GuestLimits = RowOf<typeof limitColumns>;

/** What somebody wants to give a guest, as far as the workspace limits it. */
export interface AccessWish {
  /** When access ends. Null or undefined: no end, so the workspace's longest time. */
  expiresAt?: Date | null | undefined;
  /** Or how many hours after the acceptance it ends. */
  accessHours?: number | undefined;
  /** Ends of single channels. */
  channels?: readonly { expiresAt?: Date | null | undefined }[] | undefined;
  /** The guest's address, if it is known. */
  email?: string | null | undefined;
  /** The domains of which the guests' addresses must be. */
  domains?: readonly string[] | undefined;
}

/** What a workspace allows to be given now. */
export interface AllowedAccess {
  /** The end that was wished for, or the latest one if none was; null if there is no limit either. */
  expiresAt: Date | null;
  /** The workspace's longest time from now on; null if there is no limit. */
  latest: Date | null;
  limits: GuestLimits;
}

/**
 * Checks a wish against the limits of a workspace. Call it in every transaction that gives a guest access or more time,
 * after the locks of people and before those of invitations. The workspace's row stays locked until the transaction
 * ends: a limit that is set at the same moment comes either before this, or after all of it.
 * @returns what may be given now
 * @throws AppError VALIDATION that names the field
 */
export async function withinLimits(
  tx: Transaction,
  workspaceId: string,
  wish: AccessWish,
): Promise<AllowedAccess> {
  const { latest: latestText, ...limits } = await lockLimits(tx, workspaceId);
  const latest = latestText === null ? null : new Date(latestText);
  if (latest) assertNotLonger(wish, limits, latest);
  assertOfDomains(wish, limits.domains);
  return { expiresAt: wish.expiresAt ?? latest, latest, limits };
}

/**
 * Until when somebody who is a guest already is in a channel that they gain. All times are as the database or ISO 8601
 * writes them.
 * @param own the end that the channel was given; null: none
 * @param latest the latest end of whatever is given now; null: there is none. It matters only where the guest's whole
 *   access, whose end does not change, would outlast it.
 * @param ofGuest the end of that whole access; null: it has none
 */
export function endOfGained(
  own: string | null,
  latest: string | null,
  ofGuest: string | null,
): string | null {
  const ends = [own, isSooner(latest, ofGuest) ? latest : null];
  const [first = null] = ends.flatMap((end) => (end === null ? [] : toIso(end))).sort();
  return first;
}

function isSooner(end: string | null, other: string | null): boolean {
  return end !== null && (other === null || toIso(end) < toIso(other));
}

/** @returns the limits, and the latest end that access can have which begins now */
async function lockLimits(tx: Transaction, workspaceId: string) {
  const [found] = await rowsOf(
    {
      ...limitColumns,
      latest: sql<string | null>`clock_timestamp() + make_interval(hours => 24 * o.guest_max_days)`,
    },
    (list) => sql`SELECT ${list} FROM organization o WHERE o.id = ${workspaceId} FOR SHARE`,
    tx,
  );
  if (!found) throw new Error(`workspace ${workspaceId} vanished`);
  return found;
}

function assertNotLonger(
  { expiresAt, accessHours = 0, channels = [] }: AccessWish,
  { maxDays }: GuestLimits,
  latest: Date,
): void {
  const most = `Guests here have access for ${maxDays === 1 ? "1 day" : `${maxDays} days`} at most`;
  if (expiresAt && expiresAt > latest) throw invalid("expiresAt", most);
  if (accessHours > (maxDays ?? 0) * 24) throw invalid("accessHours", most);
  const longer = channels.findIndex((channel) => channel.expiresAt && channel.expiresAt > latest);
  if (longer !== -1) throw invalid(`channels.${longer}.expiresAt`, most);
}

function assertOfDomains({ email, domains }: AccessWish, allowed: readonly string[]): void {
  const others = domains?.find((domain) => allowed.length > 0 && !allowed.includes(domain));
  if (others !== undefined) {
    throw invalid("domains", `Guests here have addresses of ${allowed.join(", ")} only`);
  }
  if (!email) return;
  for (const only of [allowed, domains ?? []]) {
    if (only.length > 0 && !isOfDomain(email, only)) {
      throw invalid("email", `Guests here have addresses of ${only.join(", ")} only`);
    }
  }
}
