import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { CHANNEL_ENDED_REASON } from "@/lib/lock-reasons";
import { gateRoom } from "@/lib/rooms";
import { noteChannelsEnded } from "../access/access-change";
import { lockExclusively } from "../access/advisory-locks";
import { dropUnsharedDirects, listConcerned } from "../access/drop-unshared-directs";
import { removeChannelMembers } from "../access/memberships";
import { personOf } from "../access/names/kept-names";
import { revoke, type Transaction } from "../access/revoke";
import { membershipLasts } from "../access/rules";
import { AppError, notFound } from "../errors";

/**
 * Takes a guest out of the channels in which their time is up, puts it on record, and cuts them everywhere. Every node
 * may call it. The first call does the work, and the others do nothing.
 * @throws AppError UNAVAILABLE
 */
export async function endChannels(guestId: string): Promise<void> {
  try {
    await revoke((tx) => takeEnded(tx, guestId));
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return;
    throw error;
  }
}

async function takeEnded(tx: Transaction, guestId: string) {
  const guest = await readGuest(tx, guestId);
  const { workspace, userId } = guest;
  const others = await listConcerned(tx, guest, sql`${userId}`);
  await lockExclusively(tx, null, { principals: [guestId, ...others] });
  const end = await noteChannelsEnded(tx, guestId);
  if (end === null) throw notFound("Guest");
  const ended = await removeChannelMembers(
    tx,
    sql`cm.user_id = ${userId} AND c.workspace_id = ${workspace.id} AND NOT ${membershipLasts()}`,
  );
  const directs = await dropUnsharedDirects(tx, { workspace });
  const channelsRemoved = ended.map(({ channelId }) => channelId);
  const left = [...channelsRemoved, ...directs.channelIds];
  return {
    events: [
      {
        workspaceId: workspace.id,
        actor: null,
        action: "guest.changed" as const,
        target: { type: "guest" as const, id: guestId, name: guest.name },
        data: { channelsRemoved, reason: CHANNEL_ENDED_REASON },
      },
      ...directs.events,
    ],
    cut: {
      rooms: [gateRoom("guest", guestId), ...directs.rooms],
      notice: { event: "access:changed" as const, code: "FORBIDDEN" as const },
    },
    at: new Date(end),
    news: {
      workspaceId: workspace.id,
      channelIds: left,
      who: { as: "guest" as const, guestId, left },
    },
  };
}

async function readGuest(tx: Transaction, guestId: string) {
  const [found] = await rowsOf(
    {
      workspaceId: sql<string>`g.workspace_id`,
      userId: sql<string>`g.user_id`,
      name: sql<string>`u.name`,
    },
    (list) => sql`SELECT ${list} FROM guest g
      JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true WHERE g.id = ${guestId}`,
    tx,
  );
  if (!found) throw notFound("Guest");
  const { workspaceId, ...guest } = found;
  return { ...guest, workspace: { id: workspaceId } };
}
