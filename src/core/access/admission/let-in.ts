import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { toIso } from "@/lib/to-iso";
import { addChannelMembers, setTerms } from "../memberships";
import { noteExpiryPassed } from "../access-change";
import { addGuest } from "../add-guest";
import { addMember } from "../add-member";
import { becomeMember, type Former, removeFormer } from "../become-member";
import { noteChannelEndsTold, noteEndTold } from "../end-told";
import { describeTerms } from "../read-terms";
import type { Transaction } from "../revoke";
import { type Entered, type Entry, enter, leaving, stayInside } from "./entry";
import type { InvitedChannel } from "./invitation";

/** Carries out the verdict, in the transaction in which it was made. A verdict that gives nothing changes nothing. */
export async function letIn(tx: Transaction, entry: Entry): Promise<Entered> {
  const { verdict, invitation } = entry;
  if (verdict.kind === "inside") return stayInside(entry);
  await countUse(tx, entry);
  if (verdict.kind === "gain") return widenGuest(tx, entry, verdict.channels);
  if (verdict.kind === "return") return returnGuest(tx, entry);
  return invitation.role === "guest" ? joinAsGuest(tx, entry) : joinAsMember(tx, entry);
}

/** Counts a use of the invitation, once for each person. */
async function countUse(tx: Transaction, { invitation, visitor, person }: Entry): Promise<void> {
  const more = visitor.cameByIt ? 0 : 1;
  await tx.execute(sql`UPDATE invite SET uses = uses + ${more} WHERE id = ${invitation.id}`);
  await tx.execute(sql`INSERT INTO invite_use (invite_id, user_id) VALUES (${invitation.id}, ${person.userId})
    ON CONFLICT DO NOTHING`);
}

async function joinAsGuest(tx: Transaction, entry: Entry): Promise<Entered> {
  const { invitation, person } = entry;
  const guestId = await addGuest(tx, {
    workspaceId: invitation.workspace.id,
    userId: person.userId,
    invitedBy: invitation.maker.id,
    sponsorId: invitation.sponsorId,
    expiresAt: invitation.accessUntil,
  });
  await addChannelMembers(tx, person.userId, invitation.channels);
  await noteEndTold(tx, guestId);
  return enter(tx, entry, guestId, "guest", await describeAccess(tx, entry));
}

/** What the invitation gave, for the record: the end of it all, and the terms of each channel. */
async function describeAccess(tx: Transaction, entry: Entry) {
  const { accessUntil, channels } = entry.invitation;
  const channelIds = channels.map(({ id }) => id);
  return {
    channelIds,
    expiresAt: accessUntil && toIso(accessUntil),
    terms: await termsOf(tx, entry, channelIds),
  };
}

const termsOf = (tx: Transaction, { invitation, person }: Entry, channelIds: string[]) =>
  describeTerms(tx, { workspaceId: invitation.workspace.id, userId: person.userId }, channelIds);

async function widenGuest(
  tx: Transaction,
  entry: Entry,
  channels: InvitedChannel[],
): Promise<Entered> {
  const channelsAdded = channels.map(({ id }) => id);
  await addChannelMembers(tx, entry.person.userId, channels);
  await noteChannelEndsTold(tx, entry.person.userId, channelsAdded);
  const data = { channelsAdded, terms: await termsOf(tx, entry, channelsAdded) };
  return enter(tx, entry, entry.visitor.guestId ?? "", "guest", data);
}

/**
 * They lose what they had before their time ran out. The invitation says what they have from now on, and no invitation
 * from before the end adds to it. A connection that has not been cut by the end yet is cut.
 */
async function returnGuest(tx: Transaction, entry: Entry): Promise<Entered> {
  const { invitation, visitor, person } = entry;
  const guestId = visitor.guestId ?? "";
  await noteExpiryPassed(tx, guestId);
  await tx.execute(sql`UPDATE guest SET invited_by = ${invitation.maker.id}, sponsor_id = ${invitation.sponsorId},
    expires_at = ${invitation.accessUntil}::timestamptz WHERE id = ${guestId}`);
  await addChannelMembers(tx, person.userId, invitation.channels);
  await setTerms(tx, person.userId, invitation.channels, { anew: true });
  await noteEndTold(tx, guestId);
  const given = await describeAccess(tx, entry);
  const kept = among(given.channelIds);
  const guest = { id: guestId, userId: person.userId };
  const by = { ...person, workspace: invitation.workspace };
  const former = await removeFormer(tx, by, guest, sql`c.id NOT IN ${kept}`);
  const data = { ...given, channelsRemoved: former.channelsRemoved };
  return without(former, await enter(tx, entry, guestId, "guest", data));
}

/** A guest who becomes a member is cut as a guest and connects again as a member. */
async function joinAsMember(tx: Transaction, entry: Entry): Promise<Entered> {
  const { invitation, visitor, person } = entry;
  const role = invitation.role === "admin" ? "admin" : "member";
  const { workspace } = invitation;
  if (!visitor.guestId) {
    const { userId } = person;
    const memberId = await addMember(tx, { workspaceId: workspace.id, userId, role });
    return enter(tx, entry, memberId, role, {});
  }
  const guest = {
    id: visitor.guestId,
    userId: person.userId,
    hasEnded: visitor.status === "expired",
  };
  const { memberId, former } = await becomeMember(tx, { ...person, workspace }, guest, role);
  const { channelsRemoved } = former;
  const data = channelsRemoved.length > 0 ? { channelsRemoved } : {};
  return without(former, await enter(tx, entry, memberId, role, data));
}

function without({ channelsRemoved, directs, room }: Former, entered: Entered): Entered {
  return leaving(cutting(entered, room), channelsRemoved, directs);
}

const cutting = (entered: Entered, room: string): Entered => ({
  ...entered,
  cut: { ...entered.cut, rooms: [room] },
});
