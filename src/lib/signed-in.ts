import type { IncomingHttpHeaders } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import { auth } from "./auth";

export interface SignedInUser {
  userId: string;
  name: string;
  email: string;
  sessionId: string;
  /** The id of their picture. */
  image: string | null;
}

/** Who the session cookie in these headers belongs to, read from the database; null when nobody. */
export async function readSession(
  headers: Headers | IncomingHttpHeaders,
): Promise<SignedInUser | null> {
  const found = await auth().api.getSession({
    headers: headers instanceof Headers ? headers : fromNodeHeaders(headers),
    query: { disableCookieCache: true, disableRefresh: true },
  });
  if (!found) return null;
  const { user, session } = found;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    sessionId: session.id,
    image: user.image ?? null,
  };
}
