import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { among } from "@/db/among";
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
import { publishPeople } from "../people/publish-person";
import { publishEnds } from "./publish-end";
import { publishEndingOf } from "./publish-ending";
import { publishTerms } from "./publish-terms";

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
async function readFresh(guestIds: string[]): Promise<Found[]> {
  const live = await realtime().countConnections(guestIds);
  const found = await readRows(sql`g.id IN ${among(guestIds)}`);
  return found.map((row) => ({
    workspaceId: row.workspaceId,
    guest: toGuest(row, live.get(row.id)),
  }));
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

/** Whose access has changed: `left` are channels that they are no longer in, `reread` those with other terms. */
export interface ChangedGuest {
  guestId: string;
  left?: string[];
  reread?: string[];
}

/**
 * As `publishGuests`, after the access of guests of a workspace has begun, changed or ended. The people in their
 * channels get the new channels, the people who know them get the new people, and the guests get the end of their
 * access. What many have in common is read and published once.
 */
export async function publishGuestsAccess(
  workspaceId: string,
  changed: ChangedGuest[],
): Promise<Guest[]> {
  if (changed.length === 0) return [];
  const left = new Map(changed.map((one) => [one.guestId, one.left ?? []]));
  const reread = new Map(changed.map((one) => [one.guestId, one.reread ?? []]));
  const found = await readFresh([...left.keys()]);
  const people = found.map(({ guest: { id, userId } }) => ({ userId, left: left.get(id) ?? [] }));
  await Promise.all([
    publishChannelsOf(
      workspaceId,
      people.map(({ userId }) => userId),
    ),
    publishPeople(workspaceId, people),
    publishEnds(found.map(({ guest: { id, userId } }) => ({ id, workspaceId, userId }))),
    publishEndingOf(
      workspaceId,
      found.map(({ guest: { id } }) => id),
    ),
    ...found.map(({ guest: { id, userId } }) =>
      publishTerms({ workspaceId, userId }, reread.get(id) ?? []),
    ),
  ]);
  return found.map(tellAdmins);
}

/** Reads guests; those that there are. */
export async function readGuestsById(guestIds: string[]): Promise<Guest[]> {
  return (await readFresh(guestIds)).map(({ guest }) => guest);
}

/** Reads a guest; null if there is none. */
export async function readGuest(guestId: string): Promise<Guest | null> {
  const [found] = await readFresh([guestId]);
  return found?.guest ?? null;
}

/** Publishes guests to the admins, as they are now. */
export async function publishGuests(guestIds: string[]): Promise<void> {
  if (guestIds.length === 0) return;
  for (const found of await readFresh(guestIds)) tellAdmins(found);
}

function tellAdmins({ workspaceId, guest }: Found): Guest {
  realtime().publish(adminsRoom(workspaceId), "guest:updated", { guest });
  return guest;
}
