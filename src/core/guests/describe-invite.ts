import type { InvitePreview, InviteView } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import {
  type Invitation,
  type InvitedChannel,
  readInvitation,
  readVisitor,
  type Visitor,
} from "../access/admission/invitation";
import { judgeInvitation } from "../access/admission/judge-invitation";
import type { SignedIn } from "../access/principal";
import { trackRequest } from "../access/requests";

/**
 * Describes an invitation for its page. It follows the same rule as the acceptance. A visitor who may not join learns
 * nothing about where it leads.
 * @param signedIn null for a stranger, to whom the token is the authorization
 * @returns null for an unknown token
 */
export async function describeInvite(
  token: string,
  signedIn: SignedIn | null,
): Promise<InviteView | null> {
  const invitation = await readInvitation(token);
  if (!invitation) return null;
  const visitor = signedIn && (await readVisitor(invitation.id, signedIn));
  if (signedIn && visitor?.guestId && visitor.status === "active") {
    // A cut while the page is made ends this request too, because the answer names channels.
    const { sessionId } = signedIn;
    trackRequest({ id: visitor.guestId, as: "guest", sessionId, channelId: null });
  }
  const verdict = judgeInvitation(invitation, visitor);
  const { slug, name } = invitation.workspace;
  switch (verdict.kind) {
    case "join":
    case "return":
      return describeOpen(invitation, visitor, null);
    case "gain":
      return describeOpen(invitation, visitor, verdict.channels);
    case "locked":
    case "expired":
    case "removed":
      return { state: "ended-access" };
    case "another-address":
      return { state: "another-address" };
    case "another-domain":
      return { state: "another-domain", domains: verdict.domains };
    case "inside":
    case "member":
      return { state: "inside", workspace: { slug, name } };
    case "gone":
      return visitor?.isMember || visitor?.status === "active"
        ? { state: "inside", workspace: { slug, name } }
        : describeGone(invitation);
  }
}

/**
 * Why an invitation works no longer, and whom to ask. One that was withdrawn says neither: it may have been withdrawn
 * with the access of the very person who opens it, signed out.
 */
function describeGone({ state, isUsedUp, makerMayInvite, maker }: Invitation): InviteView {
  if (state !== "over") return { state: "gone", why: "unsaid", ask: null };
  const ask = makerMayInvite ? maker.name : null;
  return { state: "gone", why: isUsedUp ? "used" : "over", ask };
}

function describeOpen(
  invitation: Invitation,
  visitor: Visitor | null,
  gained: InvitedChannel[] | null,
): InviteView {
  const { workspace, role, maker, email, mailed } = invitation;
  const { accessUntil, accessHours, worksUntil } = invitation;
  const until = gained && visitor ? visitor.expiresAt : accessHours === null ? accessUntil : null;
  return {
    state: "open",
    invite: {
      kind: role === "guest" ? "guest" : "member",
      workspace: { name: workspace.name, slug: workspace.slug },
      invitedBy: { name: maker.name },
      host: { name: invitation.sponsorName },
      channels: gained
        ? gained.map((channel) => describeGained(channel, invitation))
        : invitation.channels.map((channel) => describeChannel(channel)),
      domains: invitation.domains,
      email: mailed || visitor ? email : null,
      accessUntil: until && toIso(until),
      accessHours: gained ? null : accessHours,
      worksUntil: toIso(worksUntil),
      shared: !mailed,
      addressed: email !== null,
      widens: gained !== null,
    },
  };
}

type ChannelPreview = InvitePreview["channels"][number];

/** An end that is counted from the acceptance is no moment yet. */
function describeGained(channel: InvitedChannel, invitation: Invitation): ChannelPreview {
  const { accessHours, accessUntil } = invitation;
  const isCounted =
    accessHours !== null && accessUntil !== null && channel.expiresAt === toIso(accessUntil);
  return isCounted
    ? { ...describeChannel(channel), expiresAt: null, accessHours }
    : describeChannel(channel);
}

function describeChannel({ name, history, expiresAt }: InvitedChannel): ChannelPreview {
  return { name, history, expiresAt: expiresAt && toIso(expiresAt), accessHours: null };
}
