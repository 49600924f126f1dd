import type { Guest, Receipt } from "@/lib/api-types";
import { noteAccessChange } from "../access/access-change";
import { admit } from "../access/admit";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { unlockRows } from "../access/guest-access";
import { dropKeptNamesOf } from "../access/names/drop-kept-names";
import { type Actor, personIn } from "../access/operator";
import { recordEvents } from "../access/record";
import { removeFormerPicture } from "../pictures/remove-picture";
import { type ChosenGuests, describeChange, idsOf, stillThere, userIdsOf } from "./chosen-guests";

/**
 * Gives locked guests access again, all at once. Nothing happens to those who are not locked. Call `authorize` before.
 * @returns the guests as they are now
 * @throws AppError NOT_FOUND (one who was named is gone, and nothing has happened), UNAVAILABLE
 */
export async function restoreGuests(
  by: Actor,
  chosen: ChosenGuests,
): Promise<{ guests: Guest[]; receipt: Receipt }> {
  const { id: workspaceId } = by.workspace;
  const { guests, receipt, pictures } = await admit(async (tx) => {
    const guestIds = idsOf(chosen.targets);
    await lockExclusively(tx, personIn(by), { principals: guestIds });
    await assertHasAccess(tx, by);
    const rows = await unlockRows(tx, { guestIds, workspaceId });
    const there = stillThere(
      chosen,
      rows.map(({ id }) => id),
    );
    const freed = new Set(rows.flatMap(({ id, wasLocked }) => (wasLocked ? [id] : [])));
    const restored = there.filter(({ id }) => freed.has(id));
    // Not among the `events` of the change, which go on record last: it must come before the renaming that
    // `dropKeptNamesOf` records, because that new name is shown only since the lock is off.
    await recordEvents(
      restored.map((target) => describeChange(by, chosen, "guest.unlocked", target, {})),
      tx,
    );
    await noteAccessChange(tx, workspaceId, userIdsOf(restored));
    return {
      pictures: await dropKeptNamesOf(tx, workspaceId, userIdsOf(restored)),
      events: [],
      news: { workspaceId, who: there.map(({ id }) => ({ as: "guest", guestId: id })) },
    };
  });
  for (const picture of pictures) await removeFormerPicture(picture);
  return { guests, receipt };
}
