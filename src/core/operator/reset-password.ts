import { db } from "@/db/client";
import { makePasswordLink, type PasswordLink } from "../sign-in/password-link";
import { recordPasswordLink } from "../sign-in/record-password";
import { findUserByEmail } from "./find-user";

/**
 * Makes a link by which somebody may set a new password, for the operator to give to them. It is on record in each
 * workspace of theirs.
 * @throws AppError NOT_FOUND
 */
export async function resetPassword(email: string): Promise<PasswordLink> {
  const user = await findUserByEmail(email);
  return db().transaction(async (tx) => {
    const link = await makePasswordLink(user.id, tx);
    await recordPasswordLink(tx, user.id, "operator");
    return link;
  });
}
