import type { Invitation, Visitor } from "./invitation";

/** What an invitation comes to for somebody. */
export type Verdict =
  /** They come in: as a guest, or as a member, who is a guest no longer if they were one. */
  | { kind: "join" }
  /** A guest whose time is up is let in anew, with what it gives and nothing of before. */
  | { kind: "return" }
  /** A guest who is in gains channels; their end stays. */
  | { kind: "gain"; channelIds: string[] }
  /** A guest who is in, and gains nothing. */
  | { kind: "inside" }
  | { kind: "member" }
  | { kind: "locked" }
  | { kind: "expired" }
  | { kind: "removed" }
  | { kind: "another-address" }
  | { kind: "gone" };

/**
 * The one rule of who may come in by an invitation, for the page that describes it and for the moment of its use.
 * What an admin decided about somebody comes before everything that the invitation says: whoever is cut off learns
 * not even whether it still works.
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
  const { state, email, role, channels, makerMayInvite } = invitation;
  const isIn = visitor?.status === "active";
  // The second click of somebody whom the first has let in.
  if (isIn && state === "over" && visitor.cameByIt) return { kind: "inside" };
  if (state !== "open") return { kind: "gone" };
  if (email && visitor && email !== visitor.email.toLowerCase()) return { kind: "another-address" };
  if (visitor?.isMember) return { kind: "member" };
  if (!makerMayInvite || (role === "guest" && channels.length === 0)) return { kind: "gone" };
  if (isIn) return judgeGain(invitation, visitor);
  return visitor?.status === "expired" && role === "guest" ? { kind: "return" } : { kind: "join" };
}

function judgeGain({ role, channels }: Invitation, visitor: Visitor): Verdict {
  if (visitor.changedSince) return { kind: "inside" };
  if (role !== "guest") return { kind: "join" };
  const gained = channels.map(({ id }) => id).filter((id) => !visitor.channelIds.includes(id));
  return gained.length > 0 ? { kind: "gain", channelIds: gained } : { kind: "inside" };
}
