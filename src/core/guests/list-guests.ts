import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { invite } from "@/db/schema";
import type { GuestInvite, GuestList, GuestPage } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { inviteColumns, inviteTermColumns, toInvite } from "../access/admission/invite-row";
import { inviteWorks } from "../access/admission/invite-works";
import { personOf } from "../access/names/kept-names";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { readGuestGroups } from "./group-guests";
import { readGuests } from "./guest-row";
import { countGuests, type GuestPageWish, readGuestPage } from "./page-guests";

/**
 * Lists all guests of the workspace, and the invitations that still work.
 * @throws AppError FORBIDDEN
 */
export async function listGuests(principal: Principal): Promise<GuestList> {
  await authorize(principal, "guest.manage");
  const [guests, invites] = await Promise.all([
    readGuests(sql`g.workspace_id = ${principal.workspace.id}`),
    readGuestInvites(sql`i.workspace_id = ${principal.workspace.id}`),
  ]);
  return { guests, invites };
}

/**
 * As `listGuests`, page by page, filtered and sorted by the server. The invitations, and what the guests have in common, come with the
 * first page.
 * @throws AppError FORBIDDEN, VALIDATION (a cursor that is none)
 */
export async function listGuestsPage(
  principal: Principal,
  wish: GuestPageWish,
): Promise<GuestPage> {
  await authorize(principal, "guest.manage");
  const { id } = principal.workspace;
  const isFirst = wish.cursor === undefined;
  const [page, counts, invites, groups] = await Promise.all([
    readGuestPage(id, wish),
    countGuests(id, wish),
    isFirst ? readGuestInvites(sql`i.workspace_id = ${id}`) : [],
    isFirst ? readGuestGroups(id) : null,
  ]);
  return { ...page, counts, invites, groups };
}

const i = alias(invite, "i");

const guestInviteColumns = {
  ...inviteColumns,
  ...inviteTermColumns,
  sent: sql<boolean>`i.mailed_at IS NOT NULL`,
  channels: sql<
    GuestInvite["channels"]
  >`coalesce((SELECT json_agg(json_build_object('id', ic.channel_id,
      'history', ic.history, 'expiresAt', ic.expires_at)) FROM invite_channel ic
    WHERE ic.invite_id = i.id), '[]'::json)`,
  lastUse: sql<GuestInvite["lastUse"]>`(SELECT json_build_object('name', p.name, 'at', x.at)
    FROM invite_use x JOIN LATERAL ${personOf(sql`i.workspace_id`, sql`x.user_id`)} p ON true
    WHERE x.invite_id = i.id ORDER BY x.at DESC LIMIT 1)`,
  domains: i.domains,
  sponsor: sql<
    GuestInvite["sponsor"]
  >`coalesce((SELECT json_build_object('id', s.id, 'name', s.name)
    FROM member m JOIN "user" s ON s.id = m.user_id
    WHERE m.organization_id = i.workspace_id AND m.user_id = i.sponsor_id),
    json_build_object('id', u.id, 'name', u.name))`,
  expiresAt: i.expiresAt,
  accessHours: i.accessHours,
};

/** Reads the invitations for guests that still work, newest first. */
export async function readGuestInvites(where: SQL): Promise<GuestInvite[]> {
  const found = await rowsOf(
    guestInviteColumns,
    (list) => sql`SELECT ${list} FROM invite i JOIN "user" u ON u.id = i.created_by
      WHERE ${where} AND i.role = 'guest' AND ${inviteWorks} ORDER BY i.id DESC`,
  );
  return found.map(toGuestInvite);
}

function toGuestInvite(row: RowOf<typeof guestInviteColumns>): GuestInvite {
  return {
    ...toInvite(row),
    role: "guest",
    email: row.email,
    sent: row.sent,
    channelIds: row.channelIds,
    channels: row.channels.map(({ expiresAt, ...channel }) => ({
      ...channel,
      expiresAt: expiresAt && toIso(expiresAt),
    })),
    lastUse: row.lastUse && { ...row.lastUse, at: toIso(row.lastUse.at) },
    domains: row.domains,
    sponsor: row.sponsor,
    expiresAt: row.expiresAt && toIso(row.expiresAt),
    accessHours: row.accessHours,
    maxUses: row.maxUses,
    uses: row.uses,
  };
}
