import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { GivenPasswordLink } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { sendPasswordLink } from "@/lib/mail/password-mail";
import { sendsMail } from "@/lib/sends-mail";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize, recordRefusal } from "../access/authorize";
import { mayGiveLink } from "../access/may-give-link";
import type { Action } from "../access/policy";
import type { Principal } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { recordEvent } from "../access/record";
import { forbidden, notFound, unavailable } from "../errors";
import { findGuest } from "../guests/find-guest";
import { countAgainst } from "../limits";
import { makePasswordLink } from "../sign-in/password-link";
import { recordPasswordLink } from "../sign-in/record-password";

interface Somebody {
  type: "member" | "guest";
  id: string;
  userId: string;
  name: string;
}

const NOT_YOURS =
  "You can make this link only if you administer every workspace that this person is in, with a higher role than theirs in each. They can ask for a link by mail if this server sends mail, or the operator of the server can make one.";

/**
 * Makes a link by which a member sets a new password. Where the server sends no mail, the admin gets the link to hand
 * on. Otherwise it is mailed to the member, and the admin does not see it.
 * @throws AppError FORBIDDEN with a hint, NOT_FOUND, UNAVAILABLE (the mail could not be sent), RATE_LIMITED
 */
export async function givePasswordLinkOfMember(
  principal: Principal,
  memberId: string,
): Promise<GivenPasswordLink> {
  await authorize(principal, "member.manage");
  return givePasswordLink(principal, "member.manage", await findMember(principal, memberId));
}

/**
 * As `givePasswordLinkOfMember`, for a guest. The link of a guest who is cut off opens their account only, not the
 * workspace.
 * @throws AppError as `givePasswordLinkOfMember`
 */
export async function givePasswordLinkOfGuest(
  principal: Principal,
  guestId: string,
): Promise<GivenPasswordLink> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  return givePasswordLink(principal, "guest.manage", target);
}

async function findMember({ workspace }: Principal, memberId: string): Promise<Somebody> {
  const [found] = await rows<{ userId: string; name: string }>(
    sql`SELECT m.user_id AS "userId", u.name FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.id = ${memberId} AND m.organization_id = ${workspace.id}`,
  );
  if (!found) throw notFound("Member");
  return { type: "member", id: memberId, ...found };
}

async function givePasswordLink(
  principal: Principal,
  action: Action,
  target: Somebody,
): Promise<GivenPasswordLink> {
  if (sendsMail()) return mailToOwner(principal, target);
  const link = await db().transaction((tx) => showLink(tx, principal, target));
  if (link) return { url: link.url, expiresAt: link.expiresAt.toISOString() };
  await recordRefusal(principal, action, target);
  throw forbidden(NOT_YOURS);
}

/** @returns null when the principal may not have such a link */
async function showLink(tx: Transaction, principal: Principal, { userId }: Somebody) {
  await assertHasAccess(tx, principal);
  const maker = principal.userId;
  const [asked] = await rows<{ may: boolean }>(
    sql`SELECT ${mayGiveLink(sql`${maker}`, sql`${userId}`)} AS may`,
    tx,
  );
  if (!asked?.may) return null;
  const link = await makePasswordLink(userId, tx, { madeBy: maker });
  await recordPasswordLink(tx, userId, { id: maker, name: principal.name });
  return link;
}

/**
 * The admin gains nothing by this: anybody can ask for such a mail. So it needs no higher role than the person's own.
 */
async function mailToOwner(
  principal: Principal,
  { userId, ...target }: Somebody,
): Promise<GivenPasswordLink> {
  const [owner] = await rows<{ email: string }>(sql`SELECT email FROM "user" WHERE id = ${userId}`);
  if (!owner) throw notFound("Account");
  await countAgainst("passwordMail", owner.email);
  const { workspace, ...actor } = principal;
  const { url } = await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    return makePasswordLink(userId, tx, { mailed: true });
  });
  try {
    await sendPasswordLink({ to: owner.email, url });
  } catch (error) {
    logger().warn({ err: error }, "a link for a new password could not be sent");
    throw unavailable(
      "The link could not be sent: the mail server did not take it. Try again, or ask whoever runs this server to look at its mail.",
    );
  }
  await recordEvent({
    workspaceId: workspace.id,
    actor: { id: actor.userId, name: actor.name },
    action: `${target.type}.password_link`,
    target,
    data: { sent: true },
  });
  return { sent: true };
}
