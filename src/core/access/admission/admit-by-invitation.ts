import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { AppError, conflict, forbidden, notFound, unauthenticated } from "../../errors";
import { admit } from "../admit";
import { retryIfCancelled } from "../cancelled-statement";
import { device } from "../guards";
import { guestExpired, guestLocked, type SignedIn } from "../principal";
import type { Transaction } from "../revoke";
import type { Admission, Entered, Person } from "./entry";
import { readInvitation, readVisitor, type Visitor } from "./invitation";
import { hashToken } from "./invite-token";
import { judgeInvitation, type Verdict } from "./judge-invitation";
import { letIn } from "./let-in";

/** Who uses an invitation: somebody signed in on a device, or somebody whose account is made in the same transaction. */
export type Entrant = SignedIn | { makeAccount: (tx: Transaction) => Promise<Person> };

/**
 * Lets somebody in by an invitation, as a guest or as a member. The decision is made here, under the locks that a
 * revocation takes. Somebody who is let in again, or who becomes a member, loses what they had as a guest.
 * @throws AppError whatever `makeAccount` throws, NOT_FOUND, INVITE_GONE, CONFLICT (a member already), FORBIDDEN (made
 *   for another address or domain), GUEST_LOCKED, GUEST_EXPIRED (it is older than the end, or than an admin's last
 *   change), UNAUTHENTICATED (signed out meanwhile)
 */
export async function admitByInvitation(entrant: Entrant, token: string): Promise<Admission> {
  const { admission } = await retryIfCancelled(() =>
    admit(async (tx) => {
      const person = await identify(tx, entrant);
      return decide(tx, token, person);
    }),
  );
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
  assertLetsIn(verdict, visitor);
  return letIn(tx, { invitation, visitor, person, verdict });
}

/**
 * Locks every row that the decision rests on, that of the sponsor too: a sponsor who leaves answers for nobody. A
 * revocation either commits first, and the decision sees it, or waits and sees what the decision did. So does a change
 * of the workspace's limits. The order is that of every loss of access, to avoid deadlocks: members, guests,
 * invitations, memberships. An advisory lock of the person comes first, because they may have no row yet: two clicks of
 * theirs run one after the other.
 */
async function lockGrounds(tx: Transaction, token: string, userId: string): Promise<void> {
  const [invite] = await rows<{
    id: string;
    workspaceId: string;
    makerId: string;
    sponsorId: string | null;
  }>(
    sql`SELECT id, workspace_id AS "workspaceId", created_by AS "makerId", sponsor_id AS "sponsorId" FROM invite
      WHERE token_hash = ${hashToken(token)}`,
    tx,
  );
  if (!invite) return;
  const { id, workspaceId, makerId, sponsorId } = invite;
  const turn = `admission ${workspaceId} ${userId}`;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`);
  await tx.execute(sql`SELECT 1 FROM organization WHERE id = ${workspaceId} FOR SHARE`);
  await tx.execute(sql`SELECT 1 FROM member
    WHERE organization_id = ${workspaceId} AND user_id IN (${makerId}, ${sponsorId}) ORDER BY id FOR SHARE`);
  await tx.execute(sql`SELECT 1 FROM guest
    WHERE workspace_id = ${workspaceId} AND user_id = ${userId} FOR UPDATE`);
  await tx.execute(sql`SELECT 1 FROM invite WHERE id = ${id} FOR UPDATE`);
  await tx.execute(sql`SELECT 1 FROM channel_member cm
    WHERE cm.user_id = ${makerId}
      AND cm.channel_id IN (SELECT channel_id FROM invite_channel WHERE invite_id = ${id})
    ORDER BY cm.channel_id FOR KEY SHARE`);
}

type LetsIn = Extract<Verdict, { kind: "join" | "return" | "gain" | "inside" }>;

function assertLetsIn(verdict: Verdict, visitor: Visitor): asserts verdict is LetsIn {
  switch (verdict.kind) {
    case "member":
      throw conflict("You are a member of this workspace already.");
    case "locked":
      throw guestLocked(visitor.lockReason);
    case "expired":
      throw guestExpired();
    case "another-address":
      throw forbidden("This invitation was made for another e-mail address.");
    case "another-domain":
      throw forbidden(
        `This invitation is for addresses of ${verdict.domains.join(" or ")}. Use yours, or ask whoever sent it for another.`,
      );
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
 * Checks that a stranger with this address may use the invitation, before anything is looked up about the address. A
 * link that has ended, or was made for somebody else, must not reveal who has an account.
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
  assertLetsIn(judgeInvitation(invitation, stranger), stranger);
}
