import { isOfDomain } from "./domain-of";
import { endOfGained } from "./guest-limits";
import type { Invitation, InvitedChannel, Visitor } from "./invitation";

/** What an invitation does for somebody. */
export type Verdict =
  /** They come in as a guest or as a member. A guest who becomes a member is no longer a guest. */
  | { kind: "join" }
  /** A guest whose time is up is let in again. They have what the invitation gives and nothing from before. */
  | { kind: "return" }
  /**
   * A guest who has access gains channels. The end of their access stays. They have these channels no longer than the
   * invitation gives access, so each comes with the end that it has for them.
   */
  | { kind: "gain"; channels: InvitedChannel[] }
  /** A guest who has access gains nothing. */
  | { kind: "inside" }
  | { kind: "member" }
  | { kind: "locked" }
  | { kind: "expired" }
  | { kind: "removed" }
  | { kind: "another-address" }
  | { kind: "another-domain"; domains: string[] }
  | { kind: "gone" };

/**
 * The only rule about who may come in by an invitation, for the page that describes it and for its use. What an admin
 * decided about somebody comes before everything that the invitation says: somebody who was locked or removed must not
 * even learn whether it still works.
 * @param visitor null: a stranger, of whom nothing is known
 */
export function judgeInvitation(invitation: Invitation, visitor: Visitor | null): Verdict {
  return (visitor && judgeEnd(visitor)) ?? judgeTerms(invitation, visitor);
}

function judgeEnd(visitor: Visitor): Verdict | null {
  const { isMember, status, changedSince, endedSince } = visitor;
  if (isMember) return null;
  if (status === "locked") return { kind: "locked" };
  if (status === "expired" && (changedSince || endedSince)) return { kind: "expired" };
  if (status === null && changedSince) return { kind: "removed" };
  return null;
}

function judgeTerms(invitation: Invitation, visitor: Visitor | null): Verdict {
  const { state, email, domains, role, channels, makerMayInvite } = invitation;
  const isIn = visitor?.status === "active";
  // The second click of somebody whom the first click has let in.
  if (isIn && state === "over" && visitor.cameByIt) return { kind: "inside" };
  if (state !== "open") return { kind: "gone" };
  if (email && visitor && email !== visitor.email.toLowerCase()) return { kind: "another-address" };
  if (visitor?.isMember) return { kind: "member" };
  if (!makerMayInvite || (role === "guest" && channels.length === 0)) return { kind: "gone" };
  if (domains?.length === 0) return { kind: "gone" };
  if (domains && visitor && !isOfDomain(visitor.email, domains)) {
    return { kind: "another-domain", domains };
  }
  if (isIn) return judgeGain(invitation, visitor);
  return visitor?.status === "expired" && role === "guest" ? { kind: "return" } : { kind: "join" };
}

function judgeGain({ role, channels, accessUntil }: Invitation, visitor: Visitor): Verdict {
  if (visitor.changedSince) return { kind: "inside" };
  if (role !== "guest") return { kind: "join" };
  const gained = channels
    .filter(({ id }) => !visitor.channelIds.includes(id))
    .map((channel) => ({
      ...channel,
      expiresAt: endOfGained(channel.expiresAt, accessUntil, visitor.expiresAt),
    }));
  return gained.length > 0 ? { kind: "gain", channels: gained } : { kind: "inside" };
}
