import { sql } from "drizzle-orm";
import type { Guest } from "@/lib/api-types";
import { rows } from "@/db/client";
import { gateRoom } from "@/lib/rooms";
import { revoke, type Transaction } from "../access/revoke";
import { dropKeptNames } from "../account/drop-kept-names";
import { findAlike } from "../account/find-alike";
import type { AuditDraft } from "../audit/record-event";
import { publishChannelsOf } from "../channels/publish-channels";
import { AppError, conflict, forbidden, notFound, sqlState, UNIQUE_VIOLATION } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { realtime } from "../realtime";
import { createAccount, type NewAccount } from "../workspaces/create-account";
import { publishPerson } from "../workspaces/publish-person";
import {
  type Accepted,
  admitGuest,
  admitMember,
  type OpenInvite,
  type Somebody,
} from "./admit-by-invite";
import { publishGuestAccess } from "./guest-row";
import { hashToken } from "./invite-token";
import { inviteWorks } from "./invite-works";
import { publishInvites } from "./publish-invites";

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
  const { userId, workspace, guestId, inviteId } = await accept(token, who);
  await realtime().widen([{ workspaceId: workspace.id, userId }]);
  await publishInvites(workspace.id, [inviteId]);
  const guest = guestId && (await publishGuestAccess(guestId));
  if (!guest) await publishMember({ workspaceId: workspace.id, userId });
  return { userId, workspace: { slug: workspace.slug }, ...(guest && { guest }) };
}

async function publishMember(place: { workspaceId: string; userId: string }): Promise<void> {
  await Promise.all([publishChannelsOf(place.workspaceId, place.userId), publishPerson(place)]);
}

/** A guest who becomes a member loses a standing: their old connections are cut, to be decided anew. */
async function accept(token: string, who: Somebody | { account: NewAccount }): Promise<Accepted> {
  const accepted: Accepted[] = [];
  let picture: string | null = null;
  try {
    await revoke(async (tx) => {
      const admitted = await admit(tx, token, who);
      accepted.push(admitted);
      const { formerGuestId, userId, workspace } = admitted;
      picture = await dropKeptNames(tx, { workspaceId: workspace.id, userId });
      return {
        events: [await nameJoined(tx, admitted)],
        rooms: formerGuestId ? [gateRoom("guest", formerGuestId)] : [],
        notice: { event: "access:changed", code: "FORBIDDEN" },
        at: new Date(),
      };
    });
  } catch (error) {
    // The same person with two invitations at once: the rows of the first stand, the second is not used up.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw conflict("You are joining this workspace already. Try again in a moment.");
  }
  await removeFormerPicture(picture);
  return accepted[0] as Accepted;
}

/**
 * Whoever comes in does so on record under the name they have then, which may have changed since they asked; and so is
 * whose it can be taken for.
 */
async function nameJoined(
  tx: Transaction,
  { userId, workspace, guestId, joined }: Accepted,
): Promise<AuditDraft> {
  const [person] = await rows<{ id: string; name: string }>(
    sql`SELECT id, name FROM "user" WHERE id = ${userId}`,
    tx,
  );
  if (!person) throw new Error(`user ${userId} vanished`);
  const { name } = person;
  const as = guestId === null ? "member" : "guest";
  const alike = await findAlike(tx, workspace.id, { userId, name, as });
  const data = { ...joined.data, ...(alike !== null && { alike }) };
  return { ...joined, actor: person, target: { ...joined.target, name }, data };
}

async function admit(
  tx: Transaction,
  token: string,
  who: Somebody | { account: NewAccount },
): Promise<Accepted> {
  const invite = await takeInvite(tx, token);
  assertMeant(invite, "account" in who ? who.account.email : who.email);
  const person = "account" in who ? await createAccount(tx, who.account) : who;
  await tx.execute(sql`UPDATE invite SET uses = uses + 1 WHERE id = ${invite.id}`);
  return invite.role === "guest" ? admitGuest(tx, invite, person) : admitMember(tx, invite, person);
}

async function takeInvite(tx: Transaction, token: string): Promise<OpenInvite> {
  const [invite] = await rows<OpenInvite>(
    sql`SELECT i.id, i.workspace_id AS "workspaceId", o.slug, i.role, i.email,
        i.created_by AS "createdBy", i.created_at AS "createdAt",
        coalesce(i.expires_at, now() + make_interval(hours => i.access_hours)) AS "accessUntil",
        ${inviteWorks} AS works
      FROM invite i JOIN organization o ON o.id = i.workspace_id
      WHERE i.token_hash = ${hashToken(token)} FOR UPDATE OF i`,
    tx,
  );
  if (!invite) throw notFound("Invitation");
  if (!invite.works) {
    throw new AppError("INVITE_GONE", "This invitation no longer works. Ask for a new one.");
  }
  return invite;
}

function assertMeant(invite: OpenInvite, email: string): void {
  if (invite.email && invite.email !== email.toLowerCase()) {
    throw forbidden("This invitation was made for another e-mail address.");
  }
}
