import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { GuestStatus, Member, Receipt } from "@/lib/api-types";
import { noteAccessChange } from "../access/access-change";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import { becomeMember } from "../access/become-member";
import { listConcerned } from "../access/drop-unshared-directs";
import { dropKeptNames } from "../access/names/drop-kept-names";
import type { Principal } from "../access/principal";
import { revoke, type Transaction } from "../access/revoke";
import { guestStatus } from "../access/rules";
import { conflict, notFound, unavailable } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { readMember } from "./list-members";
import { takeMembersTurn } from "./members-turn";
import { findGuest, type GuestTarget } from "../guests/find-guest";

/**
 * Makes a guest a member of the workspace: the same person, with the same messages and the channels that they have.
 * Their connections are cut as a guest's and come back as a member's. If their time had run out, they get what every
 * member has, and not their former private channels.
 * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT (the guest is cut off: restore them first), UNAVAILABLE
 */
export async function promoteGuest(
  principal: Principal,
  guestId: string,
): Promise<{ member: Member; receipt: Receipt }> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  await authorize(principal, "member.invite", target);
  const { receipt, memberId, picture } = await revoke(async (tx) => {
    const status = await takeGuest(tx, principal, target);
    if (status === "locked") {
      throw conflict(`The access of ${target.name} is revoked. Restore it first.`);
    }
    const guest = { id: guestId, userId: target.userId, hasEnded: status === "expired" };
    return promote(tx, principal, target, guest);
  });
  await removeFormerPicture(picture);
  const member = await readMember(principal, memberId);
  if (!member) throw unavailable("They are a member no longer. Load the list again.");
  return { member, receipt };
}

/** Locks the guest, and everybody else whom the change may concern. @returns their status at this moment */
async function takeGuest(
  tx: Transaction,
  principal: Principal,
  { id, userId }: GuestTarget,
): Promise<GuestStatus> {
  const { workspace } = principal;
  await takeMembersTurn(tx, workspace.id);
  const concerned = await listConcerned(tx, principal, sql`${userId}`);
  await lockExclusively(tx, principal, { principals: [id, ...concerned] });
  await assertHasAccess(tx, principal);
  const [found] = await rows<{ status: GuestStatus }>(
    sql`SELECT ${guestStatus()} AS status FROM guest g
      WHERE g.id = ${id} AND g.workspace_id = ${workspace.id} FOR UPDATE`,
    tx,
  );
  if (!found) throw notFound("Guest");
  return found.status;
}

async function promote(
  tx: Transaction,
  principal: Principal,
  target: GuestTarget,
  guest: Parameters<typeof becomeMember>[2],
) {
  const { id: workspaceId } = principal.workspace;
  const { userId } = target;
  const { memberId, former, sponsorIds } = await becomeMember(tx, principal, guest, "member");
  await noteAccessChange(tx, workspaceId, userId);
  const picture = await dropKeptNames(tx, { workspaceId, userId });
  const { channelsRemoved, directs } = former;
  const left = [...channelsRemoved, ...directs.channelIds];
  return {
    memberId,
    picture,
    events: [
      {
        workspaceId,
        actor: { id: principal.userId, name: principal.name },
        action: "guest.promoted" as const,
        target,
        data: { role: "member", memberId, ...(channelsRemoved.length > 0 && { channelsRemoved }) },
      },
      ...directs.events,
    ],
    cut: {
      rooms: [former.room, ...directs.rooms],
      notice: { event: "access:changed" as const, code: "FORBIDDEN" as const },
    },
    news: {
      workspaceId,
      channelIds: left,
      sponsorIds,
      who: { as: "person" as const, userId, isNew: true, left },
    },
  };
}
