import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Guest, LastCut } from "@/lib/api-types";
import { adminsRoom } from "@/lib/rooms";
import { toIso } from "@/lib/to-iso";
import { accessColumns, type GuestAccess } from "../access/guest-access";
import { personOf } from "../access/names/kept-names";
import { membershipWithChannel } from "../access/rules";
import { lastCut, toLastCut } from "../audit/last-cut";
import { publishChannelsOf } from "../channels/publish-channels";
import { realtime } from "../realtime";
import { publishPerson } from "../people/publish-person";
import { publishEnd } from "./publish-end";

interface GuestRow extends GuestAccess {
  id: string;
  workspaceId: string;
  userId: string;
  name: string;
  email: string;
  channelIds: string[];
  invitedById: string;
  invitedByName: string;
  lastSeenAt: string | null;
  lastCut: LastCut | null;
  createdAt: string;
}

/** Reads guests as the public interface shows them, live connections counted over all nodes. */
export async function readGuests(where: SQL): Promise<(Guest & { workspaceId: string })[]> {
  const found = await readRows(where);
  const live = await realtime().countConnections(found.map((row) => row.id));
  return found.map((row) => toGuest(row, live.get(row.id)));
}

/** As `readGuests`. Counted first, which takes its time: what is told of the record is as new as can be. */
async function readFresh(guestId: string): Promise<(Guest & { workspaceId: string }) | null> {
  const live = await realtime().countConnections([guestId]);
  const [found] = await readRows(sql`g.id = ${guestId}`);
  return found ? toGuest(found, live.get(guestId)) : null;
}

async function readRows(where: SQL): Promise<GuestRow[]> {
  return rows<GuestRow>(
    sql`SELECT g.id, g.workspace_id AS "workspaceId", g.user_id AS "userId", u.name, u.email,
      ${accessColumns}, i.id AS "invitedById", i.name AS "invitedByName",
      g.last_seen_at AS "lastSeenAt", g.created_at AS "createdAt", cut.found AS "lastCut",
      coalesce((SELECT json_agg(c.id ORDER BY c.name) FROM ${membershipWithChannel}
        WHERE c.workspace_id = g.workspace_id AND c.kind = 'channel' AND cm.user_id = g.user_id), '[]'::json) AS "channelIds"
    FROM guest g JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
    JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.invited_by`)} i ON true
    ${lastCut} WHERE ${where} ORDER BY g.created_at DESC, g.id`,
  );
}

function toGuest(
  row: GuestRow,
  live: { connections: number; devices: number } = { connections: 0, devices: 0 },
): Guest & { workspaceId: string } {
  const { invitedById, invitedByName, ...rest } = row;
  return {
    ...rest,
    expiresAt: row.expiresAt && toIso(row.expiresAt),
    lockedAt: row.lockedAt && toIso(row.lockedAt),
    invitedBy: { id: invitedById, name: invitedByName },
    ...live,
    lastSeenAt: row.lastSeenAt && toIso(row.lastSeenAt),
    lastCut: toLastCut(row.lastCut),
    createdAt: toIso(row.createdAt),
  };
}

/**
 * As `publishGuest`, after their access has begun, changed or ended: those who write where they sit see who reads,
 * those who know them see how they stand, and they themselves when it ends.
 * @param left the channels that they sit in no longer
 */
export async function publishGuestAccess(
  guestId: string,
  left: string[] = [],
): Promise<Guest | null> {
  const found = await readFresh(guestId);
  if (!found) return null;
  const { workspaceId, userId } = found;
  await Promise.all([
    publishChannelsOf(workspaceId, userId),
    publishPerson({ workspaceId, userId }, left),
    publishEnd({ id: guestId, workspaceId, userId }),
  ]);
  return tellAdmins(found);
}

/** A guest as they stand now; null when there is none any more. */
export async function readGuest(guestId: string): Promise<Guest | null> {
  const found = await readFresh(guestId);
  if (!found) return null;
  const { workspaceId: _, ...guest } = found;
  return guest;
}

/** Tells the admins how a guest stands now. Returns the guest, or null when there is none any more. */
export async function publishGuest(guestId: string): Promise<Guest | null> {
  const found = await readFresh(guestId);
  return found ? tellAdmins(found) : null;
}

function tellAdmins({ workspaceId, ...guest }: Guest & { workspaceId: string }): Guest {
  realtime().publish(adminsRoom(workspaceId), "guest:updated", { guest });
  return guest;
}
