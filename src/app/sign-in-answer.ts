import { isAPIError } from "better-auth/api";
import { readSession, type SignedInUser } from "@/core/access/read-session";
import { AppError } from "@/core/errors";
import { beginSignIn, type Origin, type SignInAttempt } from "@/core/sign-in/begin-sign-in";
import { auth } from "@/lib/auth";
import { pseudonymForLog } from "@/lib/name-in-log";
import { withKnownPasswordHash } from "@/lib/ready-passwords";
import { logSummed } from "@/lib/summed-lines";
import { addressOf } from "./routing/caller";

interface Credentials {
  email: string;
  password: string;
}

/**
 * Signs an account in, by better-auth's own check. Returns the headers that set its cookies.
 * @param options.hashed the stored password hash of an account that this request has just made. There is nothing to
 *   guess, and a second check would take as long as hashing did
 * @throws AppError UNAUTHENTICATED, with the same sentence whether or not the e-mail has an account; RATE_LIMITED
 */
export async function signInAnswer(
  request: Request,
  { email, password }: Credentials,
  { hashed }: { hashed?: string | undefined } = {},
): Promise<Headers> {
  const attempt = await begin(request, email, { isNew: hashed !== undefined });
  const signIn = () =>
    auth().api.signInEmail({
      body: { email, password },
      headers: request.headers,
      returnHeaders: true,
    });
  const signedIn =
    hashed === undefined ? signIn() : withKnownPasswordHash({ password, hashed }, signIn);
  const { headers } = await signedIn.catch((error: unknown) => {
    if (!isAPIError(error) || error.statusCode !== 401) throw error;
    noteFailedSignIn(request, email);
    throw doNotMatch();
  });
  const cookies = new Headers();
  for (const line of [...headers.getSetCookie(), await succeed(attempt, headers)]) {
    cookies.append("Set-Cookie", line);
  }
  return cookies;
}

/**
 * As `signInAnswer`, for a request that better-auth answers itself, including refusals.
 * @param email as it was sent, of any type: anything that is not a string belongs to no account
 */
export async function passSignIn(
  request: Request,
  email: unknown,
  signIn: () => Promise<Response>,
): Promise<Response> {
  if (typeof email !== "string") return signIn();
  const attempt = await begin(request, email);
  const answer = await signIn();
  if (answer.status === 401) noteFailedSignIn(request, email);
  if (!answer.ok) return answer;
  return withCookie(answer, await succeed(attempt, answer.headers));
}

/** An answer with one more `Set-Cookie` line. */
export function withCookie(answer: Response, line: string): Response {
  const headers = new Headers(answer.headers);
  headers.append("Set-Cookie", line);
  return new Response(answer.body, { status: answer.status, headers });
}

function begin(request: Request, email: string, options?: { isNew?: boolean }) {
  return beginSignIn(email, originOf(request), options);
}

/** Where a request comes from, for the limits on accounts. */
export function originOf(request: Request): Origin {
  return { address: addressOf(request), cookie: request.headers.get("cookie") };
}

async function succeed(attempt: SignInAttempt, answer: Headers): Promise<string> {
  const line = await attempt.succeed(toCookie(answer));
  if (line === null) throw doNotMatch();
  return line;
}

const doNotMatch = () =>
  new AppError("UNAUTHENTICATED", "Unauthorized", {
    hint: "This e-mail and password do not match. Check both and try again.",
  });

/** The log names the account by a pseudonym of ours: its address is none of the log reader's business. */
function noteFailedSignIn(request: Request, email: string): void {
  const ip = addressOf(request);
  const account = pseudonymForLog(email.toLowerCase());
  logSummed({ msg: "sign-in failed", who: { ip, account } });
}

/** The person whom the cookies of an answer sign in. */
export async function readSignedIn(cookies: Headers): Promise<SignedInUser> {
  const signedIn = await readSession(toCookie(cookies));
  if (!signedIn) throw new Error("the session that was just begun is not there");
  return signedIn;
}

/** The `Cookie` header that a browser would send back. */
function toCookie(answer: Headers): string {
  const pairs = answer.getSetCookie().map((line) => line.split(";")[0]);
  return pairs.join("; ");
}
