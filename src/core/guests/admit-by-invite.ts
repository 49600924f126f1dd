import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";
import { guest } from "@/db/schema";
import { guestExpired, guestLocked } from "../access/principal";
import type { Transaction } from "../access/revoke";
import type { AuditDraft } from "../audit/record-event";
import { AppError, conflict } from "../errors";
import { addMember } from "../workspaces/add-member";

export interface OpenInvite {
  id: string;
  workspaceId: string;
  slug: string;
  role: "guest" | "member" | "admin";
  email: string | null;
  createdBy: string;
  createdAt: string;
  /** When the access it gives ends, counted from now. */
  accessUntil: string | null;
  works: boolean;
}

export interface Accepted {
  userId: string;
  inviteId: string;
  workspace: { id: string; slug: string };
  guestId: string | null;
  /** Of a guest who became a member. */
  formerGuestId: string | null;
  /** To be put on record in the transaction. */
  joined: AuditDraft;
}

interface KnownGuest {
  id: string;
  locked: boolean;
  reason: string | null;
  expired: boolean;
  /** Their time ended after the invitation was made. */
  stale: boolean;
}

export type Somebody = { userId: string; name: string; email: string };

/** @throws AppError CONFLICT, INVITE_GONE, GUEST_LOCKED, GUEST_EXPIRED */
export async function admitGuest(
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
  return {
    userId: person.userId,
    inviteId: invite.id,
    workspace: { id: invite.workspaceId, slug: invite.slug },
    guestId,
    formerGuestId: null,
    joined: describeJoin(invite, person, "guest.joined", guestId),
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

/** @throws AppError CONFLICT, INVITE_GONE, GUEST_LOCKED */
export async function admitMember(
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
  return {
    userId: person.userId,
    inviteId: invite.id,
    workspace: { id: invite.workspaceId, slug: invite.slug },
    guestId: null,
    formerGuestId: former?.id ?? null,
    joined: describeJoin(invite, person, "member.joined", memberId),
  };
}

function describeJoin(
  invite: OpenInvite,
  person: Somebody,
  action: "guest.joined" | "member.joined",
  id: string,
): AuditDraft {
  return {
    workspaceId: invite.workspaceId,
    actor: { id: person.userId, name: person.name },
    action,
    target: { type: action === "guest.joined" ? "guest" : "member", id, name: person.name },
    data: { inviteId: invite.id, role: invite.role },
  };
}
