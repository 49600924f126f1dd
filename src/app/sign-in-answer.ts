import { isAPIError } from "better-auth/api";
import { AppError } from "@/core/errors";
import { auth } from "@/lib/auth";
import { logger } from "@/lib/logger";
import { readSession, type SignedInUser } from "@/lib/signed-in";

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
      noteFailedSignIn(request);
      throw new AppError("UNAUTHENTICATED", "Unauthorized", {
        hint: "This e-mail and password do not match. Check both and try again.",
      });
    });
  const cookies = new Headers();
  for (const cookie of headers.getSetCookie()) cookies.append("Set-Cookie", cookie);
  return cookies;
}

export function noteFailedSignIn(request: Request): void {
  logger().info({ ip: request.headers.get("x-forwarded-for") }, "sign-in failed");
}

/** Whom the cookies of an answer sign in. */
export async function readSignedIn(cookies: Headers): Promise<SignedInUser> {
  const pairs = cookies.getSetCookie().map((line) => line.split(";")[0]);
  const signedIn = await readSession(new Headers({ cookie: pairs.join("; ") }));
  if (!signedIn) throw new Error("the session that was just begun is not there");
  return signedIn;
}
