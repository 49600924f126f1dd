import type { Guest, Receipt } from "@/lib/api-types";
import { noteAccessChange } from "../access/access-change";
import { admit } from "../access/admit";
import { withinLimits } from "../access/admission/guest-limits";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { isNotLocked, setEnds } from "../access/guest-access";
import { dropKeptNamesOf } from "../access/names/drop-kept-names";
import type { Principal } from "../access/principal";
import { removeFormerPicture } from "../pictures/remove-picture";
import { type ChosenGuests, describeChange, idsOf, stillThere, userIdsOf } from "./chosen-guests";
import { assertEndsAhead } from "./assert-ends-ahead";

/**
 * Sets when the access of guests ends, all at once. It lets those back whose time had run out. Nothing happens to those
 * who are locked, also meanwhile, and to nobody if one who was named has been removed. Call `authorize` before.
 * @param expiresAt null for no end, or the longest access that the workspace allows
 * @returns the guests as they are now
 * @throws AppError VALIDATION (a time that has passed, or is later than the workspace allows), NOT_FOUND (one who was
 *   named), UNAVAILABLE
 */
export async function extendGuests(
  principal: Principal,
  chosen: ChosenGuests,
  expiresAt: Date | null,
): Promise<{ guests: Guest[]; receipt: Receipt }> {
  await assertEndsAhead({ expiresAt });
  const { id: workspaceId } = principal.workspace;
  const { guests, receipt, pictures } = await admit(async (tx) => {
    const guestIds = idsOf(chosen.targets);
    await lockExclusively(tx, principal, { principals: guestIds });
    await assertHasAccess(tx, principal);
    const { expiresAt: end } = await withinLimits(tx, workspaceId, { expiresAt });
    const rows = await setEnds(tx, { guestIds, workspaceId }, end, isNotLocked);
    const there = stillThere(
      chosen,
      rows.map(({ id }) => id),
    );
    const later = new Set(rows.flatMap(({ id, wasLocked }) => (wasLocked ? [] : [id])));
    const extended = there.filter(({ id }) => later.has(id));
    await noteAccessChange(tx, workspaceId, userIdsOf(extended));
    const data = { expiresAt: end?.toISOString() ?? null };
    return {
      pictures: await dropKeptNamesOf(tx, workspaceId, userIdsOf(extended)),
      events: extended.map((target) =>
        describeChange(principal, chosen, "guest.changed", target, data),
      ),
      news: { workspaceId, who: extended.map(({ id }) => ({ as: "guest", guestId: id })) },
    };
  });
  for (const picture of pictures) await removeFormerPicture(picture);
  return { guests, receipt };
}
