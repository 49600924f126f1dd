import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { GuestReport } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { ownMembership } from "../access/rules";
import { channelsIn } from "../audit/channels-in";
import { listEventsAbout } from "../audit/list-events-about";
import { writeEvents } from "../audit/write-events-csv";
import { readChannelNames } from "../channels/read-channel-names";
import { notFound } from "../errors";
import { findGuest, type GuestTarget } from "./find-guest";
import { readGuest } from "./guest-row";

/**
 * Everything that is known of a guest's access: each change with its receipt, the oldest first; the channels that they
 * are in, and former ones in which they wrote; the files that they opened and the devices that they came by, the latest
 * first.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function reportGuest(principal: Principal, guestId: string): Promise<GuestReport> {
  const target = await findReported(principal, guestId);
  const [guest, access, channels, downloads, devices] = await Promise.all([
    readGuest(guestId),
    listEventsAbout(principal, guestId),
    readChannels(principal, target),
    readDownloads(principal, target),
    readDevices(principal, target),
  ]);
  if (!guest) throw notFound("Guest");
  const channelNames = await readChannelNames(principal, sql`c.id IN ${among(channelsIn(access))}`);
  return { guest, access, channelNames, channels, downloads, devices };
}

/**
 * Writes each change of a guest's access as comma-separated values, the oldest first, with its receipt: the part of the
 * report that has times, of a range of them where one is asked for.
 * @throws AppError FORBIDDEN, NOT_FOUND, before the first line
 */
export async function writeReportCsv(
  principal: Principal,
  guestId: string,
  range: { since?: Date | undefined; before?: Date | undefined },
): Promise<AsyncGenerator<string>> {
  await findReported(principal, guestId);
  return writeEvents(await listEventsAbout(principal, guestId, range));
}

async function findReported(principal: Principal, guestId: string): Promise<GuestTarget> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  await authorize(principal, "audit.read", target);
  return target;
}

async function readChannels(
  { workspace }: Principal,
  { userId }: GuestTarget,
): Promise<GuestReport["channels"]> {
  const found = await rowsOf(
    {
      id: sql<string>`c.id`,
      name: sql<string>`c.name`,
      historyFrom: sql<string | null>`mine.history_from`,
      expiresAt: sql<string | null>`mine.expires_at`,
      messagesWritten: sql<number>`coalesce(w.messages, 0)`,
      filesShared: sql<number>`coalesce(w.files, 0)`,
    },
    (list) => sql`WITH written AS MATERIALIZED (
        SELECT m.channel_id, count(*)::int AS messages, sum(jsonb_array_length(m.files))::int AS files
        FROM message m WHERE m.author_id = ${userId} AND m.deleted_at IS NULL GROUP BY m.channel_id)
      SELECT ${list} FROM channel c ${ownMembership(userId)}
      LEFT JOIN written w ON w.channel_id = c.id
      WHERE c.workspace_id = ${workspace.id} AND c.kind = 'channel'
        AND (mine.user_id IS NOT NULL OR w.messages > 0)
      ORDER BY mine.user_id IS NULL, lower(c.name)`,
  );
  return found.map((row) => ({
    ...row,
    historyFrom: row.historyFrom && toIso(row.historyFrom),
    expiresAt: row.expiresAt && toIso(row.expiresAt),
  }));
}

async function readDownloads(
  { workspace }: Principal,
  { userId }: GuestTarget,
): Promise<GuestReport["downloads"]> {
  const found = await rowsOf(
    { id: sql<string>`d.file_id`, name: sql<string>`d.file_name`, at: sql<string>`d.at` },
    (list) => sql`SELECT ${list} FROM file_download d
      WHERE d.workspace_id = ${workspace.id} AND d.user_id = ${userId} ORDER BY d.at DESC`,
  );
  return found.map(({ id, name, at }) => ({ file: { id, name }, at: toIso(at) }));
}

async function readDevices(
  { workspace }: Principal,
  { userId }: GuestTarget,
): Promise<GuestReport["devices"]> {
  const found = await rowsOf(
    {
      firstAt: sql<string>`d.first_at`,
      lastAt: sql<string>`d.last_at`,
      address: sql<string>`d.address`,
      userAgent: sql<string>`d.user_agent`,
    },
    (list) => sql`SELECT ${list} FROM guest_device d
      WHERE d.workspace_id = ${workspace.id} AND d.user_id = ${userId} ORDER BY d.last_at DESC`,
  );
  return found.map((row) => ({
    ...row,
    firstAt: toIso(row.firstAt),
    lastAt: toIso(row.lastAt),
  }));
}
