import { addMinutes } from "date-fns";
import { v7 as uuidv7 } from "uuid";
import { recordEvents } from "@/core/access/record";
import type { Transaction } from "@/core/access/revoke";
import type { AuditAction } from "@/lib/audit-kinds";
import { firstName, GUESTS, GUESTS_SINCE_DAYS, MEMBERS, MEMBERS_SINCE_DAYS } from "./cast";
import { hourOf } from "./script";

/** Writes the audit events of how the members and guests joined, some days ago. */
export async function seedRecord(
  tx: Transaction,
  workspaceId: string,
  userIds: Map<string, string>,
) {
  const now = new Date();
  const actorOf = (name: string) => ({ id: userIds.get(firstName(name)) ?? "", name });
  const nameOf = (first: string) =>
    MEMBERS.find((one) => firstName(one.name) === first)?.name ?? first;

  const drafts = [
    ...MEMBERS.slice(1).map(({ name, role }) => joined(actorOf(name), "member.joined", { role })),
    ...GUESTS.flatMap(({ name, email, sponsor, channels }) => [
      invited(actorOf(nameOf(sponsor)), email, channels),
      joined(actorOf(name), "guest.joined", { role: "guest" }),
    ]),
  ];
  await recordEvents(
    drafts.map((draft, i) => {
      const ofGuest = i >= MEMBERS.length - 1;
      const day = ofGuest ? GUESTS_SINCE_DAYS : MEMBERS_SINCE_DAYS;
      const at = addMinutes(hourOf(now, day, ofGuest ? 15 : 9), i * 7);
      return { ...draft, workspaceId, at };
    }),
    tx,
  );
}

type Actor = { id: string; name: string };

function joined(
  person: Actor,
  action: AuditAction & `${string}.joined`,
  data: Record<string, unknown>,
) {
  const type = action === "guest.joined" ? ("guest" as const) : ("member" as const);
  return { actor: person, action, target: { type, ...person }, data };
}

function invited(sponsor: Actor, email: string, channels: string[]) {
  return {
    actor: sponsor,
    action: "guest.invited" as const,
    target: { type: "invite" as const, id: uuidv7(), name: email },
    data: { role: "guest", channelIds: channels, maxUses: 1 },
  };
}
