import { z } from "zod";
import { email, id, password, personName } from "./parts";

/** The bodies by which somebody changes their own account. See `parts.ts` about unknown fields. */

/** Everything that a person may change about themselves; better-auth would accept more. */
export const profileInput = z.strictObject({ name: personName });
const secret = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => text.isWellFormed(), "Not a password");
/** The sender does not decide where the link leads: they may not be the person who reads the mail. */
export const askForLinkInput = z.object({ email });
export const setPasswordInput = z.object({
  token: z.string().min(1, "The link is not whole").max(200, "Not a link of ours"),
  newPassword: password,
});
/** What may be changed of an account, by the path of better-auth that changes it. */
export const accountInputs: Readonly<Record<string, z.ZodType<Record<string, unknown>>>> = {
  // A new password ends every other session, whatever the client asked for.
  "/change-password": z
    .object({ currentPassword: secret, newPassword: secret })
    .transform((input) => ({ ...input, revokeOtherSessions: true })),
  "/revoke-session": z.object({ token: id }),
};
