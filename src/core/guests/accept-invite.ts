import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { guest } from "@/db/schema";
import type { Guest } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { guestExpired, guestLocked } from "../access/principal";
import { revoke, type Transaction } from "../access/revoke";
import { type AuditDraft, recordEvent } from "../audit/record-event";
import { publishChannelsOf } from "../channels/publish-channels";
import { AppError, conflict, forbidden, notFound, sqlState, UNIQUE_VIOLATION } from "../errors";
import { addMember } from "../workspaces/add-member";
import { createAccount, type NewAccount } from "../workspaces/create-account";
import { realtime } from "../realtime";
import { inviteIsGone } from "./describe-invite";
import { publishGuest } from "./guest-row";
import { hashToken } from "./invite-token";

interface OpenInvite {
  id: string;
  workspaceId: string;
  slug: string;
  role: "guest" | "member" | "admin";
  email: string | null;
  createdBy: string;
  createdAt: string;
  /** When the access it gives ends, counted from now. */
  accessUntil: string | null;
  gone: boolean;
}

interface Accepted {
  userId: string;
  workspace: { id: string; slug: string };
  guestId: string | null;
  /** A guest who became a member: their old connections are cut to be decided anew. */
  formerGuestId: string | null;
}

interface KnownGuest {
  id: string;
  locked: boolean;
  reason: string | null;
  expired: boolean;
  /** Their time ended after the invitation was made. */
  stale: boolean;
}

type Somebody = { userId: string; name: string; email: string };

/**
 * Accepts an invitation, as the person who is signed in or with a new account. Everything is one
 * transaction on the invitation's locked row, so that a link is used as often as it says and no more.
 * @throws AppError NOT_FOUND, INVITE_GONE, CONFLICT (a member already; the e-mail has an account),
 *   FORBIDDEN (made for another e-mail), GUEST_LOCKED (a locked guest is restored, not invited),
 *   GUEST_EXPIRED (the invitation is older than the end of access)
 */
export async function acceptInvite(
  token: string,
  who: Somebody | { account: NewAccount },
): Promise<{ userId: string; workspace: { slug: string }; guest?: Guest }> {
  const accepted = await accept(token, who);
  const { userId, workspace, guestId, formerGuestId } = accepted;
  if (formerGuestId) await cutFormerGuest(formerGuestId);
  await realtime().widen([{ workspaceId: workspace.id, userId }]);
  if (guestId || formerGuestId) await publishChannelsOf(workspace.id, userId);
  const guest = guestId && (await publishGuest(guestId));
  return { userId, workspace: { slug: workspace.slug }, ...(guest && { guest }) };
}

async function accept(token: string, who: Somebody | { account: NewAccount }): Promise<Accepted> {
  const accepting = db().transaction(async (tx) => {
    const invite = await takeInvite(tx, token);
    assertMeant(invite, "account" in who ? who.account.email : who.email);
    const person = "account" in who ? await createAccount(tx, who.account) : who;
    await tx.execute(sql`UPDATE invite SET uses = uses + 1 WHERE id = ${invite.id}`);
    return invite.role === "guest"
      ? admitGuest(tx, invite, person)
      : admitMember(tx, invite, person);
  });
  // The same person with two invitations at once: the rows of the first stand, the second is not used up.
  return accepting.catch((error: unknown) => {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw conflict("You are joining this workspace already. Try again in a moment.");
  });
}

async function takeInvite(tx: Transaction, token: string): Promise<OpenInvite> {
  const [invite] = await rows<OpenInvite>(
    sql`SELECT i.id, i.workspace_id AS "workspaceId", o.slug, i.role, i.email,
        i.created_by AS "createdBy", i.created_at AS "createdAt",
        coalesce(i.expires_at, now() + make_interval(hours => i.access_hours)) AS "accessUntil",
        coalesce(${inviteIsGone}, false) AS gone
      FROM invite i JOIN organization o ON o.id = i.workspace_id
      WHERE i.token_hash = ${hashToken(token)} FOR UPDATE OF i`,
    tx,
  );
  if (!invite) throw notFound("Invitation");
  if (invite.gone) {
    throw new AppError("INVITE_GONE", "This invitation no longer works. Ask for a new one.");
  }
  return invite;
}

function assertMeant(invite: OpenInvite, email: string): void {
  if (invite.email && invite.email !== email.toLowerCase()) {
    throw forbidden("This invitation was made for another e-mail address.");
  }
}

async function admitGuest(
  tx: Transaction,
  invite: OpenInvite,
  person: Somebody,
): Promise<Accepted> {
  await assertNoMember(tx, invite, person);
  const known = await takeGuest(tx, invite, person);
  await assertNotRemovedSince(tx, invite, person);
  const guestId = known
    ? await renewGuest(tx, invite, known)
    : await insertGuest(tx, invite, person);
  await tx.execute(sql`INSERT INTO channel_member (channel_id, user_id, last_read_seq)
    SELECT c.id, ${person.userId}, c.last_seq FROM invite_channel ic JOIN channel c ON c.id = ic.channel_id
    WHERE ic.invite_id = ${invite.id} ON CONFLICT DO NOTHING`);
  await recordJoin(tx, invite, person, "guest.joined", {
    type: "guest",
    id: guestId,
    name: person.name,
  });
  return {
    userId: person.userId,
    workspace: { id: invite.workspaceId, slug: invite.slug },
    guestId,
    formerGuestId: null,
  };
}

async function assertNoMember(
  tx: Transaction,
  invite: OpenInvite,
  person: Somebody,
): Promise<void> {
  const member = await rows(
    sql`SELECT 1 FROM member WHERE organization_id = ${invite.workspaceId} AND user_id = ${person.userId}`,
    tx,
  );
  if (member.length > 0) throw conflict("You are a member of this workspace already.");
}

/**
 * Locks somebody who is a guest here already. A removal that is not committed yet is waited for: only then does
 * its record say so.
 */
async function takeGuest(
  tx: Transaction,
  invite: OpenInvite,
  person: Somebody,
): Promise<KnownGuest | undefined> {
  const [known] = await rows<KnownGuest>(
    sql`SELECT id, locked_at IS NOT NULL AS locked, lock_reason AS reason,
        coalesce(expires_at <= now(), false) AS expired,
        coalesce(expires_at >= ${invite.createdAt}::timestamptz, false) AS stale
      FROM guest WHERE workspace_id = ${invite.workspaceId} AND user_id = ${person.userId} FOR UPDATE`,
    tx,
  );
  return known;
}

/** No link brings back, as whatever, somebody whom an admin removed after it was made. */
async function assertNotRemovedSince(
  tx: Transaction,
  invite: OpenInvite,
  person: Somebody,
): Promise<void> {
  const removed = await rows(
    sql`SELECT 1 FROM audit_event WHERE workspace_id = ${invite.workspaceId} AND action IN ('guest.removed', 'member.removed')
      AND data ->> 'userId' = ${person.userId} AND at >= ${invite.createdAt}::timestamptz`,
    tx,
  );
  if (removed.length > 0) {
    throw new AppError("INVITE_GONE", "This invitation no longer works. Ask for a new one.");
  }
}

/** Widens the access of somebody who is a guest here already. */
async function renewGuest(tx: Transaction, invite: OpenInvite, known: KnownGuest): Promise<string> {
  if (known.locked) throw guestLocked(known.reason);
  if (known.expired && known.stale) throw guestExpired();
  const longer = sql`CASE WHEN expires_at IS NULL AND ${!known.expired} THEN NULL
    WHEN ${invite.accessUntil}::timestamptz IS NULL THEN NULL
    ELSE greatest(expires_at, ${invite.accessUntil}::timestamptz) END`;
  await tx.execute(sql`UPDATE guest SET expires_at = ${longer} WHERE id = ${known.id}`);
  return known.id;
}

async function insertGuest(tx: Transaction, invite: OpenInvite, person: Somebody): Promise<string> {
  const id = uuidv7();
  await tx.insert(guest).values({
    id,
    workspaceId: invite.workspaceId,
    userId: person.userId,
    invitedBy: invite.createdBy,
    expiresAt: invite.accessUntil === null ? null : new Date(invite.accessUntil),
  });
  return id;
}

async function admitMember(
  tx: Transaction,
  invite: OpenInvite,
  person: Somebody,
): Promise<Accepted> {
  await assertNoMember(tx, invite, person);
  const former = await takeGuest(tx, invite, person);
  await assertNotRemovedSince(tx, invite, person);
  if (former?.locked) throw guestLocked(former.reason);
  if (former) await tx.execute(sql`DELETE FROM guest WHERE id = ${former.id}`);
  const memberId = await addMember(tx, {
    workspaceId: invite.workspaceId,
    userId: person.userId,
    role: invite.role === "admin" ? "admin" : "member",
  });
  await recordJoin(tx, invite, person, "member.joined", {
    type: "member",
    id: memberId,
    name: person.name,
  });
  return {
    userId: person.userId,
    workspace: { id: invite.workspaceId, slug: invite.slug },
    guestId: null,
    formerGuestId: former?.id ?? null,
  };
}

async function recordJoin(
  tx: Transaction,
  invite: OpenInvite,
  person: Somebody,
  action: "guest.joined" | "member.joined",
  target: AuditDraft["target"],
): Promise<void> {
  await recordEvent(
    {
      workspaceId: invite.workspaceId,
      actor: { id: person.userId, name: person.name },
      action,
      target,
      data: { inviteId: invite.id, role: invite.role },
    },
    tx,
  );
}

async function cutFormerGuest(guestId: string): Promise<void> {
  await revoke(async () => ({
    events: [],
    rooms: [gateRoom("guest", guestId)],
    notice: { event: "access:changed", code: "FORBIDDEN" },
    at: new Date(),
  }));
}
