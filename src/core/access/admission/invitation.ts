import { sql } from "drizzle-orm";
import { type Database, db, rows } from "@/db/client";
import type { GuestStatus, MemberRole } from "@/lib/api-types";
import { can } from "../policy";
import { guestStatus, type Insider, membershipWithChannel, visible } from "../rules";
import { hashToken } from "./invite-token";
import { inviteWorks } from "./invite-works";

type On = Pick<Database, "execute">;

/** An invitation as it stands at this moment. */
export interface Invitation {
  id: string;
  workspace: { id: string; slug: string; name: string };
  role: "guest" | "member" | "admin";
  /** The only address that may use it; null: whoever has the link. */
  email: string | null;
  /** Sent to its address and shown to nobody, which proves the address. */
  mailed: boolean;
  maker: { id: string; name: string };
  state: "open" | "withdrawn" | "over";
  /** Whether whoever made it may let people in now. */
  makerMayInvite: boolean;
  /** The channels that it gives: those that its maker can see now, and that are not archived. */
  channels: { id: string; name: string }[];
  /** When the access that it gives ends, if it were accepted now. */
  accessUntil: string | null;
  accessHours: number | null;
  /** Until when it is open, if nobody withdraws it. */
  worksUntil: string;
}

/** Somebody as an invitation finds them in its workspace. */
export interface Visitor {
  email: string;
  isMember: boolean;
  guestId: string | null;
  status: GuestStatus | null;
  lockReason: string | null;
  expiresAt: string | null;
  /**
   * An admin has changed their access, or has removed them, since the invitation was made; or their time ran out since,
   * and they were let in anew.
   */
  changedSince: boolean;
  /** Their time ran out since it was made. */
  endedSince: boolean;
  /** They have come in by it before. */
  cameByIt: boolean;
  /** The channels they sit in. */
  channelIds: string[];
}

interface InvitationRow {
  id: string;
  workspaceId: string;
  slug: string;
  workspaceName: string;
  role: Invitation["role"];
  email: string | null;
  mailed: boolean;
  makerUserId: string;
  makerName: string;
  makerId: string | null;
  makerRole: MemberRole | null;
  state: Invitation["state"];
  accessUntil: string | null;
  accessHours: number | null;
  worksUntil: string;
}

/**
 * The invitation that a link names, with what its maker could give by it now.
 * @param on the transaction that holds it still, where something is decided by it
 * @returns null for a link that nobody made
 */
export async function readInvitation(token: string, on: On = db()): Promise<Invitation | null> {
  const [found] = await rows<InvitationRow>(
    sql`SELECT i.id, o.id AS "workspaceId", o.slug, o.name AS "workspaceName", i.role, i.email,
        i.mailed_at IS NOT NULL AS mailed, u.id AS "makerUserId", u.name AS "makerName",
        m.id AS "makerId", m.role AS "makerRole", i.access_hours AS "accessHours",
        coalesce(i.expires_at, clock_timestamp() + make_interval(hours => i.access_hours)) AS "accessUntil",
        least(i.link_expires_at, i.expires_at) AS "worksUntil",
        CASE WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn'
          WHEN ${inviteWorks} THEN 'open' ELSE 'over' END AS state
      FROM invite i JOIN organization o ON o.id = i.workspace_id JOIN "user" u ON u.id = i.created_by
      LEFT JOIN member m ON m.organization_id = i.workspace_id AND m.user_id = i.created_by
      WHERE i.token_hash = ${hashToken(token)}`,
    on,
  );
  if (!found) return null;
  const { workspaceId, slug, workspaceName, makerUserId, makerName, makerId, makerRole, ...rest } =
    found;
  const workspace = { id: workspaceId, slug, name: workspaceName };
  const maker =
    makerId && makerRole ? { id: makerId, as: makerRole, userId: makerUserId, workspace } : null;
  const action = found.role === "guest" ? "guest.manage" : "member.invite";
  const makerMayInvite = maker !== null && can(maker, action);
  return {
    ...rest,
    workspace,
    maker: { id: makerUserId, name: makerName },
    makerMayInvite,
    channels: makerMayInvite ? await readChannels(found.id, maker, on) : [],
  };
}

function readChannels(inviteId: string, maker: Insider, on: On): Promise<Invitation["channels"]> {
  return rows(
    sql`SELECT c.id, c.name FROM invite_channel ic JOIN channel c ON c.id = ic.channel_id
      WHERE ic.invite_id = ${inviteId} AND c.archived_at IS NULL AND c.kind = 'channel'
        AND ${visible(maker)} ORDER BY c.name`,
    on,
  );
}

/** How somebody stands towards an invitation. */
export async function readVisitor(
  inviteId: string,
  { userId, email }: { userId: string; email: string },
  on: On = db(),
): Promise<Visitor> {
  const [found] = await rows<Omit<Visitor, "email">>(
    sql`SELECT m.id IS NOT NULL AS "isMember", g.id AS "guestId", g.lock_reason AS "lockReason",
        CASE WHEN g.id IS NOT NULL THEN ${guestStatus()} END AS status, g.expires_at AS "expiresAt",
        coalesce(a.at >= i.created_at, false) AS "changedSince",
        coalesce(g.expires_at >= i.created_at, false) AS "endedSince",
        EXISTS (SELECT 1 FROM invite_use x WHERE x.invite_id = i.id AND x.user_id = ${userId}) AS "cameByIt",
        coalesce((SELECT json_agg(c.id) FROM ${membershipWithChannel}
          WHERE cm.user_id = ${userId} AND c.workspace_id = i.workspace_id AND c.kind = 'channel'),
          '[]'::json) AS "channelIds"
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
