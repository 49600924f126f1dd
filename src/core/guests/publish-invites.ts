import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { GuestInvite, MemberInvite } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { adminsRoom } from "@/lib/rooms";
import { realtime } from "../realtime";
import { publishEachUntilCurrent } from "../publish-until-current";
import { readGuestInvites } from "./list-guests";
import { readMemberInvites } from "./list-member-invites";

/**
 * Publishes invitations to the admins: as they are listed while they still work, otherwise that they have ended. Call
 * it after the commit that makes, uses or withdraws them. A failure is only logged.
 */
export async function publishInvites(workspaceId: string, ids: string[]): Promise<void> {
  try {
    await publishEachUntilCurrent(
      () => readInvites(workspaceId, ids),
      (id, now) => tellAdmins(workspaceId, id, now),
    );
  } catch (error) {
    logger().warn({ err: error }, "a change of invitations could not be told");
  }
}

/** Null for those that do not work any more. */
async function readInvites(
  workspaceId: string,
  ids: string[],
): Promise<Map<string, GuestInvite | MemberInvite | null>> {
  if (ids.length === 0) return new Map();
  const where = sql`i.id IN ${among(ids)} AND i.workspace_id = ${workspaceId}`;
  const found = [...(await readGuestInvites(where)), ...(await readMemberInvites(where))];
  const byId = new Map(found.map((invite) => [invite.id, invite]));
  return new Map(ids.map((id) => [id, byId.get(id) ?? null]));
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
