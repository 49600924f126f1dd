import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { guest } from "@/db/schema";
import type { Guest, GuestChannel, LastCut } from "@/lib/api-types";
import { adminsRoom } from "@/lib/rooms";
import { toIso } from "@/lib/to-iso";
import { accessColumns } from "../access/guest-access";
import { personOf } from "../access/names/kept-names";
import { membershipWithChannel } from "../access/rules";
import { lastCut, toLastCut } from "../audit/last-cut";
import { publishChannelsOf } from "../channels/publish-channels";
import { type LiveCount, realtime } from "../realtime";
import { publishPerson } from "../people/publish-person";
import { publishEnd } from "./publish-end";
import { publishEndingOf } from "./publish-ending";

const g = alias(guest, "g");

/** Columns of guest `g`, who is called `u`, was invited by `i` and has sponsor `s`. */
const guestColumns = {
  id: g.id,
  workspaceId: g.workspaceId,
  userId: g.userId,
  name: sql<string>`u.name`,
  email: sql<string>`u.email`,
  ...accessColumns,
  channels: sql<GuestChannel[]>`coalesce((SELECT json_agg(json_build_object('id', c.id,
      'historyFrom', cm.history_from, 'expiresAt', cm.expires_at) ORDER BY c.name) FROM ${membershipWithChannel}
    WHERE c.workspace_id = g.workspace_id AND c.kind = 'channel' AND cm.user_id = g.user_id), '[]'::json)`,
  invitedBy: sql<Guest["invitedBy"]>`json_build_object('id', i.id, 'name', i.name)`,
  sponsor: sql<Guest["sponsor"]>`CASE WHEN s.id IS NOT NULL
    THEN json_build_object('id', s.id, 'name', s.name) END`,
  lastSeenAt: g.lastSeenAt,
  lastCut: sql<LastCut | null>`cut.found`,
  createdAt: g.createdAt,
};

type GuestRow = RowOf<typeof guestColumns>;

/** Reads guests as the public interface shows them, live connections counted over all nodes. */
export async function readGuests(where: SQL): Promise<Guest[]> {
  const found = await readRows(where);
  const live = await realtime().countConnections(found.map((row) => row.id));
  return found.map((row) => toGuest(row, live.get(row.id)));
}

/** A guest, with the workspace that they are one of. */
interface Found {
  workspaceId: string;
  guest: Guest;
}

/** As `readGuests`. Counted first, which takes its time: what is told of the record is as new as can be. */
async function readFresh(guestId: string): Promise<Found | null> {
  const live = await realtime().countConnections([guestId]);
  const [row] = await readRows(sql`g.id = ${guestId}`);
  return row ? { workspaceId: row.workspaceId, guest: toGuest(row, live.get(guestId)) } : null;
}

async function readRows(where: SQL): Promise<GuestRow[]> {
  return rowsOf(
    guestColumns,
    (list) => sql`SELECT ${list}
      FROM guest g JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
      JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.invited_by`)} i ON true
      LEFT JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.sponsor_id`)} s ON true
      ${lastCut} WHERE ${where} ORDER BY g.created_at DESC, g.id`,
  );
}

/** What admins are told of a guest. */
function toGuest(row: GuestRow, live: LiveCount = { connections: 0, devices: 0 }): Guest {
  return {
    id: row.id,
    userId: row.userId,
    name: row.name,
    email: row.email,
    status: row.status,
    channelIds: row.channels.map(({ id }) => id),
    expiresAt: row.expiresAt && toIso(row.expiresAt),
    lockedAt: row.lockedAt && toIso(row.lockedAt),
    lockReason: row.lockReason,
    invitedBy: row.invitedBy,
    sponsor: row.sponsor,
    channels: row.channels.map(toGuestChannel),
    connections: live.connections,
    devices: live.devices,
    lastSeenAt: row.lastSeenAt && toIso(row.lastSeenAt),
    lastCut: toLastCut(row.lastCut),
    createdAt: toIso(row.createdAt),
  };
}

function toGuestChannel({ id, historyFrom, expiresAt }: GuestChannel): GuestChannel {
  return {
    id,
    historyFrom: historyFrom && toIso(historyFrom),
    expiresAt: expiresAt && toIso(expiresAt),
  };
}

/**
 * As `publishGuest`, after the guest's access has begun, changed or ended. The people in their channels get the new
 * channels, the people who know them get the new person, and the guest gets the end of their access.
 * @param left the channels that the guest is no longer in
 */
export async function publishGuestAccess(
  guestId: string,
  left: string[] = [],
): Promise<Guest | null> {
  const found = await readFresh(guestId);
  if (!found) return null;
  const { workspaceId } = found;
  const { userId } = found.guest;
  await Promise.all([
    publishChannelsOf(workspaceId, userId),
    publishPerson({ workspaceId, userId }, left),
    publishEnd({ id: guestId, workspaceId, userId }),
    publishEndingOf(guestId),
  ]);
  return tellAdmins(found);
}

/** Reads a guest; null if there is none. */
export async function readGuest(guestId: string): Promise<Guest | null> {
  const found = await readFresh(guestId);
  return found?.guest ?? null;
}

/**
 * Publishes a guest to the admins.
 * @returns the guest; null if there is none any more
 */
export async function publishGuest(guestId: string): Promise<Guest | null> {
  const found = await readFresh(guestId);
  return found ? tellAdmins(found) : null;
}

function tellAdmins({ workspaceId, guest }: Found): Guest {
  realtime().publish(adminsRoom(workspaceId), "guest:updated", { guest });
  return guest;
}
