import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { Guest } from "@/lib/api-types";
import type { Admission } from "../access/admission/entry";
import { admitByInvitation, assertOpenTo } from "../access/admission/admit-by-invitation";
import { guestExpired, guestLocked, type SignedIn } from "../access/principal";
import { trackBeforeRead } from "../access/requests";
import { alreadySaysCommitted } from "../access/say-committed";
import { conflict, toAppError } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { assertUncommonPassword } from "../sign-in/assert-uncommon";
import {
  assertEmailNotReserved,
  createAccount,
  hashAccount,
  type NewAccount,
} from "../sign-in/create-account";
import { readGuest } from "./guest-row";

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
 * @throws AppError as `admitByInvitation`, and CONFLICT when the typed address is not theirs
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
  return finish(await admitByInvitation(signedIn, token), signedIn);
}

/**
 * Accepts an invitation for a stranger and signs them in: with a new account, or with the account that the address has.
 * Only a person who could join by this invitation and who knows the password learns whether the address has an account.
 * @throws AppError as `admitByInvitation`, VALIDATION, and what `signIn` throws
 */
export async function acceptAsStranger(
  account: NewAccount,
  token: string,
  signIn: SignIn,
): Promise<Acceptance> {
  await assertOpenTo(token, account.email);
  assertEmailNotReserved(account.email);
  if (await hasAccount(account.email)) return acceptAfterSignIn(account, token, signIn);
  const admitted = await admitAnew(account, token).catch(async (error: unknown) => {
    if (alreadySaysCommitted(error)) throw error;
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
    admission: await admitByInvitation({ makeAccount: (tx) => createAccount(tx, made) }, token),
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
      await assertUncommonPassword(account.password, "password", account);
    throw error;
  });
  const admission = await admitByInvitation(signedIn, token).catch(async (error: unknown) => {
    if (alreadySaysCommitted(error)) throw error;
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
  const { workspace, id, as, formerPicture } = admission;
  await removeFormerPicture(formerPicture);
  trackBeforeRead({ id, as, sessionId, channelId: null });
  if (as !== "guest") return { workspace: { slug: workspace.slug } };
  const guest = await readGuest(id);
  assertIn(guest);
  return { workspace: { slug: workspace.slug }, guest };
}

function assertIn(guest: Guest | null): asserts guest is Guest {
  if (guest?.status === "expired") throw guestExpired();
  if (guest?.status !== "active") throw guestLocked(guest?.lockReason ?? null);
}
