import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { AppError, conflict, forbidden, notFound, unauthenticated } from "../../errors";
import { admit } from "../admit";
import { device } from "../guards";
import { guestExpired, guestLocked, type SignedIn } from "../principal";
import type { Transaction } from "../revoke";
import type { Admission, Entered, Person } from "./entry";
import { readInvitation, readVisitor, type Visitor } from "./invitation";
import { hashToken } from "./invite-token";
import { judgeInvitation, type Verdict } from "./judge-invitation";
import { letIn } from "./let-in";

/** Who comes with an invitation: signed in on a device, or with an account that is made in the same transaction. */
export type Entrant = SignedIn | { makeAccount: (tx: Transaction) => Promise<Person> };

/**
 * Lets somebody in by an invitation, as a guest or as a member. What the invitation is worth is decided here, under the
 * locks that a revocation takes. Somebody who is let in anew, or is a guest no longer, loses what they had.
 * @throws AppError whatever `makeAccount` throws, NOT_FOUND, INVITE_GONE, CONFLICT (a member already), FORBIDDEN (made for
 *   another e-mail), GUEST_LOCKED, GUEST_EXPIRED (it is older than the end, or than an admin's last change),
 *   UNAUTHENTICATED (signed out meanwhile)
 */
export async function admitByInvitation(entrant: Entrant, token: string): Promise<Admission> {
  const { admission } = await admit(async (tx) => {
    const person = await identify(tx, entrant);
    return decide(tx, token, person);
  });
  return admission;
}

async function identify(tx: Transaction, entrant: Entrant): Promise<Person> {
  if ("makeAccount" in entrant) return entrant.makeAccount(tx);
  const devices = await rows(sql`WITH ${device(entrant)} SELECT 1 FROM device`, tx);
  if (devices.length === 0) throw unauthenticated();
  return entrant;
}

async function decide(tx: Transaction, token: string, person: Person): Promise<Entered> {
  await lockGrounds(tx, token, person.userId);
  const invitation = await readInvitation(token, tx);
  if (!invitation) throw notFound("Invitation");
  const visitor = await readVisitor(invitation.id, person, tx);
  const verdict = judgeInvitation(invitation, visitor);
  assertGood(verdict, visitor);
  return letIn(tx, { invitation, visitor, person, verdict });
}

/**
 * Locks all that the decision rests on, so that a revocation is either seen by it or sees what came of it. In the
 * order of every loss of access, so that nobody waits in a circle: members, guests, invitations, seats. Before all,
 * the person's turn, whether or not they have a row yet: their two clicks wait for one another.
 */
async function lockGrounds(tx: Transaction, token: string, userId: string): Promise<void> {
  const [invite] = await rows<{ id: string; workspaceId: string; makerId: string }>(
    sql`SELECT id, workspace_id AS "workspaceId", created_by AS "makerId" FROM invite
      WHERE token_hash = ${hashToken(token)}`,
    tx,
  );
  if (!invite) return;
  const { id, workspaceId, makerId } = invite;
  const turn = `admission ${workspaceId} ${userId}`;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`);
  await tx.execute(sql`SELECT 1 FROM member
    WHERE organization_id = ${workspaceId} AND user_id = ${makerId} FOR SHARE`);
  await tx.execute(sql`SELECT 1 FROM guest
    WHERE workspace_id = ${workspaceId} AND user_id = ${userId} FOR UPDATE`);
  await tx.execute(sql`SELECT 1 FROM invite WHERE id = ${id} FOR UPDATE`);
  await tx.execute(sql`SELECT 1 FROM channel_member cm
    WHERE cm.user_id = ${makerId}
      AND cm.channel_id IN (SELECT channel_id FROM invite_channel WHERE invite_id = ${id})
    ORDER BY cm.channel_id FOR KEY SHARE`);
}

type Good = Extract<Verdict, { kind: "join" | "return" | "gain" | "inside" }>;

function assertGood(verdict: Verdict, visitor: Visitor): asserts verdict is Good {
  switch (verdict.kind) {
    case "member":
      throw conflict("You are a member of this workspace already.");
    case "locked":
      throw guestLocked(visitor.lockReason);
    case "expired":
      throw guestExpired();
    case "another-address":
      throw forbidden("This invitation was made for another e-mail address.");
    case "removed":
    case "gone":
      throw new AppError("INVITE_GONE", "This invitation no longer works. Ask for a new one.");
    case "join":
    case "return":
    case "gain":
    case "inside":
  }
}

/**
 * Sees that an invitation may be used by a stranger of this address at all, before anything is looked up about the
 * address: a link that has ended, or is for somebody else, tells nobody who has an account.
 * @throws AppError NOT_FOUND, INVITE_GONE, FORBIDDEN
 */
export async function assertOpenTo(token: string, email: string): Promise<void> {
  const invitation = await readInvitation(token);
  if (!invitation) throw notFound("Invitation");
  const stranger: Visitor = {
    email,
    isMember: false,
    guestId: null,
    status: null,
    lockReason: null,
    expiresAt: null,
    changedSince: false,
    endedSince: false,
    cameByIt: false,
    channelIds: [],
  };
  assertGood(judgeInvitation(invitation, stranger), stranger);
}
