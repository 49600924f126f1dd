import type { WayBack } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { readWaysBack } from "../access/withdraw-invites-back";
import { findGuest } from "./find-guest";

/**
 * Lists the open invitations that could let a guest back, newest first. These are the ones that are withdrawn when the
 * guest is revoked or removed, or loses a channel.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function listWaysBack(principal: Principal, guestId: string): Promise<WayBack[]> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  return readWaysBack(principal, target);
}
