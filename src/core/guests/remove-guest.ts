import type { Receipt } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { onlyGuest } from "./chosen-guests";
import { findGuest } from "./find-guest";
import { removeGuests } from "./remove-guests";

/**
 * Cuts a guest off and removes them from the workspace, as `removeGuests` does.
 * @param keepInvites does not withdraw the invitations
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function removeGuest(
  principal: Principal,
  guestId: string,
  wish: { keepInvites?: boolean | undefined } = {},
): Promise<Receipt> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  const { receipt } = await removeGuests(principal, onlyGuest(target), wish);
  return receipt;
}
