import { gateRoom } from "@/lib/rooms";
import { type Actor, actorOf } from "../access/operator";
import type { GatesLoss, Loss, Transaction } from "../access/revoke";
import { type EndedSponsorship, endSponsorship } from "../guests/end-sponsorship";
import type { MemberTarget } from "./take-member";

type MemberLoss = "member.changed" | "member.removed" | "member.left" | "member.demoted";

const isStillHere = (action: MemberLoss) =>
  action === "member.changed" || action === "member.demoted";

/** What a change takes from a member: their connections are cut, and with a new role they come back. */
export function describeLoss(
  by: Actor,
  target: MemberTarget,
  action: MemberLoss,
  data: Record<string, unknown>,
): GatesLoss {
  return {
    events: [
      {
        workspaceId: by.workspace.id,
        actor: actorOf(by),
        action,
        target: { type: "member", id: target.id, name: target.name },
        data,
      },
    ],
    cut: {
      rooms: [gateRoom("member", target.id)],
      notice: {
        event: "access:changed",
        code: isStillHere(action) ? "FORBIDDEN" : "NOT_FOUND",
      },
    },
    news: { workspaceId: by.workspace.id, who: { as: "person", userId: target.userId } },
  };
}

/** Adds to the change by which somebody is a member no longer what it means for the guests for whom they answered. */
export async function endingSponsorship(
  tx: Transaction,
  by: Actor,
  target: MemberTarget,
  change: () => Promise<Loss>,
): Promise<Loss & Pick<EndedSponsorship, "told">> {
  const { told, ...ended } = await endSponsorship(tx, by, target);
  const loss = await change();
  return {
    ...loss,
    told,
    events: [...loss.events, ...ended.events],
    withdrawn: [...(loss.withdrawn ?? []), ...(ended.withdrawn ?? [])],
    cut: [loss.cut, ended.cut].flat(),
  };
}
