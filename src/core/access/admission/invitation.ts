import { type SQL, sql } from "drizzle-orm";
import { type Database, db, rowsOf } from "@/db/client";
import type { GuestHistory, GuestStatus, MemberRole } from "@/lib/api-types";
import { can } from "../policy";
import {
  guestIsActive,
  guestStatus,
  type Insider,
  membershipLasts,
  membershipWithChannel,
  visible,
} from "../rules";
import { hashToken } from "./invite-token";
import { inviteWorks } from "./invite-works";

type On = Pick<Database, "execute">;

/** An invitation at this moment. */
export interface Invitation {
  id: string;
  workspace: { id: string; slug: string; name: string };
  role: "guest" | "member" | "admin";
  /** The only address that may use it; null: anybody who has the link. */
  email: string | null;
  /** It was sent to its address and shown to nobody else, so using it proves the address. */
  mailed: boolean;
  maker: { id: string; name: string };
  state: "open" | "withdrawn" | "over";
  /** All its places are taken. */
  isUsedUp: boolean;
  /** Whether the person who made it may still let people in. */
  makerMayInvite: boolean;
  /** Who may use it has an address of one of these domains, in small letters; null: any address. */
  domains: string[] | null;
  /** The channels that it gives: those that its maker can see now, and that are neither archived nor over. */
  channels: InvitedChannel[];
  /** The member who answers for the guests who come by it. */
  sponsorId: string;
  sponsorName: string;
  /** When the access that it gives ends, if it were accepted now. */
  accessUntil: string | null;
  /** Or how many hours after the acceptance, if its end is counted from there. */
  accessHours: number | null;
  /** Until when it is open, if nobody withdraws it. */
  worksUntil: string;
}

export interface InvitedChannel {
  id: string;
  name: string;
  history: GuestHistory;
  /** When access to this channel ends; null: with the rest. */
  expiresAt: string | null;
}

/** What an invitation's workspace knows of the person who opens it. */
export interface Visitor {
  email: string;
  isMember: boolean;
  guestId: string | null;
  status: GuestStatus | null;
  lockReason: string | null;
  expiresAt: string | null;
  /**
   * Since the invitation was made, an admin has changed their access or removed them, or their time ran out and they
   * were let in again, or their time in a channel ran out.
   */
  changedSince: boolean;
  /** Their time has run out since the invitation was made. */
  endedSince: boolean;
  /** They have used this invitation before. */
  cameByIt: boolean;
  /** The channels that they are in. */
  channelIds: string[];
}

/**
 * Columns of invitation `i` to workspace `o`, made by user `u`. `m` is that user's `member` row, if they still have
 * one, and `s` the sponsor, if they are still a member.
 */
const invitationColumns = {
  id: sql<string>`i.id`,
  workspaceId: sql<string>`o.id`,
  slug: sql<string>`o.slug`,
  workspaceName: sql<string>`o.name`,
  role: sql<Invitation["role"]>`i.role`,
  email: sql<string | null>`i.email`,
  mailed: sql<boolean>`i.mailed_at IS NOT NULL`,
  makerUserId: sql<string>`u.id`,
  makerName: sql<string>`u.name`,
  makerId: sql<string | null>`m.id`,
  makerRole: sql<MemberRole | null>`m.role`,
  state: sql<Invitation["state"]>`CASE WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN ${inviteWorks} THEN 'open' ELSE 'over' END`,
  isUsedUp: sql<boolean>`i.uses >= i.max_uses`,
  sponsorId: sql<string>`coalesce(s.id, u.id)`,
  sponsorName: sql<string>`coalesce(s.name, u.name)`,
  domains: sql<string[] | null>`i.domains`,
  guestDomains: sql<string[]>`o.guest_domains`,
  // The workspace may have set a limit after the invitation was made. LEAST passes over what is null.
  accessUntil: sql<string | null>`CASE WHEN i.role = 'guest' THEN least(
    coalesce(i.expires_at, clock_timestamp() + make_interval(hours => i.access_hours)),
    clock_timestamp() + make_interval(hours => 24 * o.guest_max_days)) END`,
  accessHours: sql<number | null>`CASE WHEN i.role = 'guest' AND i.expires_at IS NULL
    THEN least(i.access_hours, 24 * o.guest_max_days) END`,
  worksUntil: sql<string>`least(i.link_expires_at, i.expires_at)`,
};

/**
 * The invitation behind a link, with what its maker could give by it now.
 * @param on the transaction that has locked it, where something is decided by it
 * @returns null for a link that does not exist
 */
export function readInvitation(token: string, on?: On): Promise<Invitation | null> {
  return readWhere(sql`i.token_hash = ${hashToken(token)}`, on);
}

/** As `readInvitation`, for those who manage it and do not have its link. */
export function readInvitationById(id: string, on?: On): Promise<Invitation | null> {
  return readWhere(sql`i.id = ${id}`, on);
}

async function readWhere(where: SQL, on: On = db()): Promise<Invitation | null> {
  const [found] = await rowsOf(
    invitationColumns,
    (list) => sql`SELECT ${list}
      FROM invite i JOIN organization o ON o.id = i.workspace_id JOIN "user" u ON u.id = i.created_by
      LEFT JOIN member m ON m.organization_id = i.workspace_id AND m.user_id = i.created_by
      LEFT JOIN "user" s ON s.id = i.sponsor_id AND EXISTS (SELECT 1 FROM member x
        WHERE x.organization_id = i.workspace_id AND x.user_id = i.sponsor_id)
      WHERE ${where}`,
    on,
  );
  if (!found) return null;
  const { workspaceId, slug, workspaceName, makerUserId, makerName, makerId, makerRole } = found;
  const workspace = { id: workspaceId, slug, name: workspaceName };
  const maker =
    makerId && makerRole ? { id: makerId, as: makerRole, userId: makerUserId, workspace } : null;
  const action = found.role === "guest" ? "guest.manage" : "member.invite";
  const makerMayInvite = maker !== null && can(maker, action);
  const { id, role, email, mailed, state, isUsedUp, sponsorId, sponsorName } = found;
  const { accessUntil, accessHours, worksUntil } = found;
  return {
    ...{ id, role, email, mailed, state, isUsedUp, sponsorId, sponsorName },
    ...{ accessUntil, accessHours, worksUntil },
    workspace,
    domains: role === "guest" ? narrow(found.domains, found.guestDomains) : null,
    maker: { id: makerUserId, name: makerName },
    makerMayInvite,
    channels: makerMayInvite ? await readChannels(found.id, maker, on) : [],
  };
}

/** The domains that the invitation and the workspace both allow; null: any. */
function narrow(own: string[] | null, ofWorkspace: string[]): string[] | null {
  if (ofWorkspace.length === 0) return own;
  return own?.filter((domain) => ofWorkspace.includes(domain)) ?? ofWorkspace;
}

const channelColumns = {
  id: sql<string>`c.id`,
  name: sql<string>`c.name`,
  history: sql<GuestHistory>`ic.history`,
  expiresAt: sql<string | null>`ic.expires_at`,
};

function readChannels(inviteId: string, maker: Insider, on: On): Promise<InvitedChannel[]> {
  return rowsOf(
    channelColumns,
    (list) => sql`SELECT ${list} FROM invite_channel ic JOIN channel c ON c.id = ic.channel_id
      WHERE ic.invite_id = ${inviteId} AND c.archived_at IS NULL AND c.kind = 'channel'
        AND ${membershipLasts(sql`ic`)}
        AND ${visible(maker)} ORDER BY c.name`,
    on,
  );
}

/** Reads what an invitation's workspace knows of somebody. */
export async function readVisitor(
  inviteId: string,
  { userId, email }: { userId: string; email: string },
  on: On = db(),
): Promise<Visitor> {
  const [found] = await rowsOf(
    visitorColumns(userId),
    (list) => sql`SELECT ${list}
      FROM invite i
      LEFT JOIN member m ON m.organization_id = i.workspace_id AND m.user_id = ${userId}
      LEFT JOIN guest g ON g.workspace_id = i.workspace_id AND g.user_id = ${userId} AND m.id IS NULL
      LEFT JOIN access_change a ON a.workspace_id = i.workspace_id AND a.user_id = ${userId}
      WHERE i.id = ${inviteId}`,
    on,
  );
  if (!found) throw new Error("the invitation is gone");
  return { ...found, email };
}

/** Columns of a person for invitation `i`: the member `m`, the guest `g` or neither. */
const visitorColumns = (userId: string) => ({
  isMember: sql<boolean>`m.id IS NOT NULL`,
  guestId: sql<string | null>`g.id`,
  status: sql<GuestStatus | null>`CASE WHEN g.id IS NOT NULL THEN ${guestStatus()} END`,
  lockReason: sql<string | null>`g.lock_reason`,
  expiresAt: sql<string | null>`g.expires_at`,
  changedSince: sql<boolean>`(coalesce(a.at >= i.created_at, false) OR (${guestIsActive()} AND EXISTS (
    SELECT 1 FROM channel_member x JOIN channel c ON c.id = x.channel_id AND c.workspace_id = i.workspace_id
    WHERE x.user_id = ${userId} AND x.expires_at >= i.created_at AND NOT ${membershipLasts(sql`x`)})))`,
  endedSince: sql<boolean>`coalesce(g.expires_at >= i.created_at, false)`,
  cameByIt: sql<boolean>`EXISTS (SELECT 1 FROM invite_use x
    WHERE x.invite_id = i.id AND x.user_id = ${userId})`,
  channelIds: sql<string[]>`coalesce((SELECT json_agg(c.id) FROM ${membershipWithChannel}
    WHERE cm.user_id = ${userId} AND c.workspace_id = i.workspace_id AND c.kind = 'channel'), '[]'::json)`,
});
