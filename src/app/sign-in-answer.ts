import { isAPIError } from "better-auth/api";
import { countSignIn as countByAccount } from "@/core/account/count-sign-in";
import { AppError } from "@/core/errors";
import { addressOf, countByAddress } from "./answer";
import { auth } from "@/lib/auth";
import { nameInLog } from "@/lib/name-in-log";
import { readSession, type SignedInUser } from "@/core/access/read-session";
import { logSummed } from "@/lib/summed-lines";

interface Credentials {
  email: string;
  password: string;
}

/**
 * Signs an account in, by better-auth's own check. Returns the headers that set its cookie.
 * @throws AppError UNAUTHENTICATED, in the same words whether or not the e-mail has an account
 */
export async function signInAnswer(
  request: Request,
  { email, password }: Credentials,
): Promise<Headers> {
  const { headers } = await auth()
    .api.signInEmail({
      body: { email, password },
      headers: request.headers,
      returnHeaders: true,
    })
    .catch((error: unknown) => {
      if (!isAPIError(error) || error.statusCode !== 401) throw error;
      noteFailedSignIn(request, email);
      throw new AppError("UNAUTHENTICATED", "Unauthorized", {
        hint: "This e-mail and password do not match. Check both and try again.",
      });
    });
  const cookies = new Headers();
  for (const cookie of headers.getSetCookie()) cookies.append("Set-Cookie", cookie);
  return cookies;
}

/**
 * Counts an attempt to sign in, by where it comes from and by account, whichever way it is made: else one of them would
 * be the way to try passwords.
 * @param email as it was sent, whatever it is
 * @throws AppError RATE_LIMITED
 */
export async function countSignIn(request: Request, email: unknown): Promise<void> {
  await countByAddress("signIn", request);
  if (typeof email === "string") await countByAccount(email, addressOf(request));
}

/** Which account was tried is told apart by a name of ours: its address is nobody's who reads the log. */
export function noteFailedSignIn(request: Request, email: unknown): void {
  const ip = addressOf(request);
  const account = typeof email === "string" ? nameInLog(email.toLowerCase()) : "none";
  logSummed({ msg: "sign-in failed", who: { ip, account } });
}

/** Whom the cookies of an answer sign in. */
export async function readSignedIn(cookies: Headers): Promise<SignedInUser> {
  const pairs = cookies.getSetCookie().map((line) => line.split(";")[0]);
  const signedIn = await readSession(new Headers({ cookie: pairs.join("; ") }));
  if (!signedIn) throw new Error("the session that was just begun is not there");
  return signedIn;
}
