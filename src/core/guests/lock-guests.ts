import type { Guest, Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { noteAccessChange } from "../access/access-change";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { lockRows } from "../access/guest-access";
import { type Actor, personIn } from "../access/operator";
import { revoke } from "../access/revoke";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { type ChosenGuests, describeChange, idsOf, stillThere, userIdsOf } from "./chosen-guests";

export interface LockWish {
  /** What the guests are told, in the admin's words. */
  reason?: string | undefined;
  /** Does not withdraw the invitations. */
  keepInvites?: boolean | undefined;
}

/**
 * Cuts guests off, all or none: locks their access, notifies and disconnects every connection on every node, and
 * withdraws the invitations that could let any of them back. Who is locked already keeps the first `lockedAt` and takes
 * the new reason. Call `authorize` before.
 * @returns the guests as they are now, and one receipt for all of them
 * @throws AppError NOT_FOUND, UNAVAILABLE
 */
export async function lockGuests(
  by: Actor,
  chosen: ChosenGuests,
  { reason, keepInvites }: LockWish,
): Promise<{ guests: Guest[]; receipt: Receipt }> {
  const { id: workspaceId } = by.workspace;
  return revoke(async (tx) => {
    const guestIds = idsOf(chosen.targets);
    await lockExclusively(tx, personIn(by), { principals: guestIds });
    await assertHasAccess(tx, by);
    const locked = await lockRows(
      tx,
      { guestIds, workspaceId },
      { by: personIn(by)?.userId ?? null, reason: reason ?? null },
    );
    const there = stillThere(
      chosen,
      locked.map(({ id }) => id),
    );
    const reasons = new Map(locked.map((row) => [row.id, row.lockReason ?? LOCKED_REASON]));
    const reasonOf = (id: string) => reasons.get(id) ?? LOCKED_REASON;
    await noteAccessChange(tx, workspaceId, userIdsOf(there));
    return {
      withdrawn: await withdrawInvitesBack(tx, by, there, keepInvites, batchOf(chosen)),
      events: there.map((target) =>
        describeChange(by, chosen, "guest.locked", target, {
          reason: reasonOf(target.id),
          ...(there.length > 1 && { together: there.length }),
        }),
      ),
      cut: there.map(({ id }) => ({ guestId: id, reason: reasonOf(id) })),
      at: latest(locked.map(({ lockedAt }) => new Date(lockedAt))),
      news: { workspaceId, who: there.map(({ id }) => ({ as: "guest", guestId: id })) },
    };
  });
}

export const batchOf = ({ batch }: ChosenGuests) => (batch ? { batch } : {});

/** When all of them were locked. */
function latest(times: Date[]): Date {
  return times.length > 0 ? new Date(Math.max(...times.map(Number))) : new Date();
}
