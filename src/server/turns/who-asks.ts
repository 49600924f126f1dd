import type { IncomingMessage } from "node:http";
import type { TurnOwner } from "@/lib/current-turn";
import { isKnownMember, userOfSession } from "@/lib/known-people";
import { networkOf } from "@/lib/network-of";
import { readSessionToken } from "@/lib/session-cookie";
import { clientAddress } from "../http/client-address";

export interface WhoAsks extends TurnOwner {
  /** The device; the address of somebody who has no session of ours. */
  device: string;
  /** They were let in before, and always as a guest. */
  isGuest: boolean;
}

/**
 * Whose request this is, found without the database: the person of a session seen before, else the session, else the
 * address.
 */
export function whoAsks(req: IncomingMessage): WhoAsks {
  const token = readSessionToken(req.headers.cookie);
  if (token === null) {
    const key = networkOf(clientAddress(req));
    return { key, device: key, isOutsider: true, isGuest: false };
  }
  const userId = userOfSession(token);
  if (userId === undefined) return { key: token, device: token, isOutsider: true, isGuest: false };
  const isMember = isKnownMember(userId);
  return { key: userId, device: token, isOutsider: !isMember, isGuest: isMember === false };
}
