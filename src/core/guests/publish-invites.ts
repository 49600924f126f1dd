import { sql } from "drizzle-orm";
import type { GuestInvite, MemberInvite } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { adminsRoom } from "@/lib/rooms";
import { realtime } from "../realtime";
import { publishUntilCurrent } from "../publish-until-current";
import { readGuestInvites } from "./list-guests";
import { readMemberInvites } from "./list-member-invites";

/**
 * Publishes invitations to the admins: as they are listed while they still work, otherwise that they have ended. Call
 * it after the commit that makes, uses or withdraws them. A failure is only logged.
 */
export async function publishInvites(workspaceId: string, ids: string[]): Promise<void> {
  try {
    for (const id of ids) {
      await publishUntilCurrent(
        () => readInvite(workspaceId, id),
        (now) => tellAdmins(workspaceId, id, now),
      );
    }
  } catch (error) {
    logger().warn({ err: error }, "a change of invitations could not be told");
  }
}

async function readInvite(
  workspaceId: string,
  id: string,
): Promise<GuestInvite | MemberInvite | null> {
  const where = sql`i.id = ${id} AND i.workspace_id = ${workspaceId}`;
  const [guest] = await readGuestInvites(where);
  if (guest) return guest;
  const [member] = await readMemberInvites(where);
  return member ?? null;
}

function tellAdmins(
  workspaceId: string,
  id: string,
  invite: GuestInvite | MemberInvite | null,
): void {
  const room = adminsRoom(workspaceId);
  if (invite) realtime().publish(room, "invite:updated", { invite });
  else realtime().publish(room, "invite:ended", { id });
}
