import { db } from "@/db/client";
import { makePasswordLink, type PasswordLink } from "../sign-in/password-link";
import { recordPasswordLink } from "../sign-in/record-password";
import { findUserByEmail } from "./find-user";

/**
 * Makes a link by which somebody sets a new password, for the operator to give to them. Each of their workspaces
 * records it.
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
