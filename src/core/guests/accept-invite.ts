import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { Guest } from "@/lib/api-types";
import type { Admission } from "../access/admission/entry";
import { admit, assertOpenTo } from "../access/admit";
import { guestExpired, guestLocked, type SignedIn } from "../access/principal";
import { trackAnew } from "../access/requests";
import { publishChannels, publishChannelsOf } from "../channels/publish-channels";
import { conflict, toAppError } from "../errors";
import { publishPerson } from "../people/publish-person";
import { removeFormerPicture } from "../pictures/remove-picture";
import { realtime } from "../realtime";
import { assertUncommon } from "../sign-in/assert-uncommon";
import {
  assertSomebodys,
  createAccount,
  hashAccount,
  type NewAccount,
} from "../sign-in/create-account";
import { publishGuestAccess, readGuest } from "./guest-row";
import { publishInvites } from "./publish-invites";

export interface Acceptance {
  workspace: { slug: string };
  /** The guest as they are now; absent for a member. */
  guest?: Guest;
}

/**
 * Checks the password of an account and begins a session.
 * @param hashed the hashed password, if the person who asks has just made the account
 * @throws AppError UNAUTHENTICATED, RATE_LIMITED
 */
export type SignIn = (account: NewAccount, hashed?: string) => Promise<SignedIn>;

/**
 * Accepts an invitation as the person who is signed in.
 * @param email the address that was typed, if any: the page may have been opened before they signed in
 * @throws AppError as `admit`, and CONFLICT when the typed address is not theirs
 */
export async function acceptInvite(
  signedIn: SignedIn,
  token: string,
  email: string | undefined,
): Promise<Acceptance> {
  if (email !== undefined && email.toLowerCase() !== signedIn.email.toLowerCase()) {
    throw conflict(
      `You are signed in as ${signedIn.email} here. Sign out first to join with another account.`,
    );
  }
  return finish(await admit(signedIn, token), signedIn);
}

/**
 * Accepts an invitation for a stranger and signs them in: with a new account, or with the account that the address has.
 * Only a person who could join by this invitation and who knows the password learns whether the address has an account.
 * @throws AppError as `admit`, VALIDATION, and what `signIn` throws
 */
export async function acceptAsStranger(
  account: NewAccount,
  token: string,
  signIn: SignIn,
): Promise<Acceptance> {
  await assertOpenTo(token, account.email);
  assertSomebodys(account.email);
  if (await hasAccount(account.email)) return acceptAfterSignIn(account, token, signIn);
  const admitted = await admitAnew(account, token).catch(async (error: unknown) => {
    // Somebody made an account for this address at the same moment. It may be the same person.
    if (await hasAccount(account.email)) return null;
    throw error;
  });
  if (!admitted) return acceptAfterSignIn(account, token, signIn);
  return finish(admitted.admission, await signIn(account, admitted.hashed));
}

async function admitAnew(account: NewAccount, token: string) {
  const made = await hashAccount(account);
  return {
    admission: await admit({ makeAccount: (tx) => createAccount(tx, made) }, token),
    hashed: made.hashed,
  };
}

async function hasAccount(email: string): Promise<boolean> {
  const found = await rows(sql`SELECT 1 FROM "user" WHERE email = ${email.toLowerCase()}`);
  return found.length > 0;
}

/** Signs in and accepts as one step for the caller: if the invitation is refused, the new session is ended. */
async function acceptAfterSignIn(
  account: NewAccount,
  token: string,
  signIn: SignIn,
): Promise<Acceptance> {
  const signedIn = await signIn(account).catch(async (error: unknown) => {
    // The answer must be the same as for an address without an account. Otherwise a common password would tell which
    // of the two it is.
    if (toAppError(error).code === "UNAUTHENTICATED")
      await assertUncommon(account.password, "password", account);
    throw error;
  });
  const admission = await admit(signedIn, token).catch(async (error: unknown) => {
    await db().execute(sql`DELETE FROM session WHERE id = ${signedIn.sessionId}`);
    throw error;
  });
  return finish(admission, signedIn);
}

/**
 * Finishes after the commit. They may have been cut since: this read may see that loss, or a later cut finds the
 * request.
 */
async function finish(admission: Admission, { sessionId }: SignedIn): Promise<Acceptance> {
  const { workspace, id, as, gained } = admission;
  trackAnew({ id, as, sessionId, channelId: null });
  const guest = gained ? await tell(admission) : await readGuest(id);
  if (as === "guest") assertIn(guest);
  return { workspace: { slug: workspace.slug }, ...(guest && { guest }) };
}

function assertIn(guest: Guest | null): void {
  if (guest?.status === "expired") throw guestExpired();
  if (guest?.status !== "active") throw guestLocked(guest?.lockReason ?? null);
}

/**
 * Publishes what the admission changed.
 * @returns the guest; null for a member
 */
async function tell(admission: Admission): Promise<Guest | null> {
  const { userId, workspace, id, as, inviteId, lostChannelIds, formerPicture } = admission;
  const place = { workspaceId: workspace.id, userId };
  await removeFormerPicture(formerPicture);
  await realtime().widen([place]);
  await publishInvites(workspace.id, [inviteId]);
  await publishChannels(lostChannelIds);
  if (as === "guest") return publishGuestAccess(id, lostChannelIds);
  await Promise.all([
    publishChannelsOf(workspace.id, userId),
    publishPerson(place, lostChannelIds),
  ]);
  return null;
}
