import type { AuditDraft } from "../access/record";
import { type Actor, actorOf } from "../access/operator";
import { notFound } from "../errors";
import type { GuestTarget } from "./find-guest";

/** The guests whom a change is about: one, or many at once. */
export interface ChosenGuests {
  targets: GuestTarget[];
  /** Each of them was named: if one is gone meanwhile, nothing happens to the others. */
  named: boolean;
  /** What the events of a change of many have in common. */
  batch?: string;
}

export const onlyGuest = (target: GuestTarget): ChosenGuests => ({
  targets: [target],
  named: true,
});

export const idsOf = (targets: GuestTarget[]) => targets.map(({ id }) => id);

export const userIdsOf = (targets: GuestTarget[]) => targets.map(({ userId }) => userId);

/**
 * Those whose rows were found and are locked now. Call it in the transaction.
 * @throws AppError NOT_FOUND when one who was named is gone
 */
export function stillThere({ targets, named }: ChosenGuests, found: string[]): GuestTarget[] {
  const ids = new Set(found);
  const there = targets.filter(({ id }) => ids.has(id));
  if (named && there.length < targets.length) throw notFound("Guest");
  return there;
}

/** The event of one guest, with what it has in common with those of the others. */
export function describeChange(
  by: Actor,
  { batch }: ChosenGuests,
  action: AuditDraft["action"],
  target: GuestTarget,
  data: Record<string, unknown>,
): AuditDraft {
  return {
    workspaceId: by.workspace.id,
    actor: actorOf(by),
    action,
    target,
    data: { ...data, ...(batch && { batch }) },
  };
}
