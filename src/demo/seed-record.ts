import { addMinutes } from "date-fns";
import { v7 as uuidv7 } from "uuid";
import { writeEntries } from "@/core/access/record";
import { type AuditDraft, toEvent, toReceipt } from "@/core/access/chain/entries";
import type { Transaction } from "@/core/access/revoke";
import {
  CUT_AT_HOUR,
  type DemoGuest,
  firstName,
  GUESTS,
  MEMBERS,
  MEMBERS_SINCE_DAYS,
} from "./cast";
import { hourOf } from "./script";

type Actor = { id: string; name: string };
type Draft = Omit<AuditDraft, "workspaceId"> & { at: Date };

/**
 * Writes the audit events of how the members and the guests joined, some days ago, and of who was cut off.
 * @param ids of the accounts and of the guests' rows by first name, of the channels by name
 */
export async function seedRecord(
  tx: Transaction,
  workspaceId: string,
  {
    userIds,
    guestIds,
    channelIds,
  }: Record<"userIds" | "guestIds" | "channelIds", Map<string, string>>,
) {
  const drafts = [
    ...MEMBERS.slice(1).map(({ name, role }, n) => joinedAsMember(actorOf(name), role, n)),
    ...GUESTS.flatMap((guest, n) => describeGuest(guest, n)),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const events = drafts.map((draft) => toEvent({ ...draft, workspaceId }));
  const cuts = events.filter(({ action }) => action === "guest.locked");
  await writeEntries([...events, ...cuts.map((event) => toReceipt(event, receiptOf(event)))], tx);

  function actorOf(name: string): Actor {
    return { id: userIds.get(firstName(name)) ?? "", name };
  }

  function memberOf(first: string): Actor {
    return actorOf(MEMBERS.find(({ name }) => firstName(name) === first)?.name ?? first);
  }

  function describeGuest({ name, email, sponsor, channels, sinceDays, cut }: DemoGuest, n: number) {
    const inviteId = uuidv7();
    const given = channels.map((channel) => channelIds.get(channel) ?? "");
    const target = { type: "guest" as const, id: guestIds.get(firstName(name)) ?? "", name };
    const invitedAt = addMinutes(hourOf(new Date(), sinceDays, 14), n * 7);
    const invited: Draft = {
      at: invitedAt,
      actor: memberOf(sponsor),
      action: "guest.invited",
      target: { type: "invite", id: inviteId, name: email },
      data: { role: "guest", channelIds: given, maxUses: 1 },
    };
    const joined: Draft = {
      at: addMinutes(invitedAt, 95),
      actor: actorOf(name),
      action: "guest.joined",
      target,
      data: {
        inviteId,
        role: "guest",
        channelIds: given,
        terms: given.map((id) => ({ id, historyFrom: null, expiresAt: null })),
      },
    };
    if (!cut) return [invited, joined];
    const { by, daysAgo, reason } = cut;
    const at = hourOf(new Date(), daysAgo, CUT_AT_HOUR);
    const locked: Draft = {
      at,
      actor: memberOf(by),
      action: "guest.locked",
      target,
      data: { reason },
    };
    return [invited, joined, locked];
  }
}

function joinedAsMember(actor: Actor, role: string, n: number): Draft {
  return {
    at: addMinutes(hourOf(new Date(), MEMBERS_SINCE_DAYS, 9), n * 7),
    actor,
    action: "member.joined",
    target: { type: "member", ...actor },
    data: { role },
  };
}

function receiptOf({ at }: { at: string | null }) {
  return {
    connections: 2,
    nodes: { expected: 1, confirmed: 1 },
    confirmed: true,
    elapsedMs: 11,
    at: at ?? new Date().toISOString(),
    invites: 0,
  };
}
