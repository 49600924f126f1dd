import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { rememberSession } from "@/lib/known-people";
import { readSessionToken, writeEndedSessionCookie } from "@/lib/session-cookie";
import { endVisit } from "./clear-site";
import type { SignedIn } from "./principal";
import { sessionIsAlive } from "./rules";
import { isLongUnused, noteUse, outlivesAccess } from "./sessions";

export interface SignedInUser extends SignedIn {
  /** The id of their picture. */
  image: string | null;
}

/** Columns of user `u` and of their session `s`. */
const userColumns = {
  userId: sql<string>`u.id`,
  name: sql<string>`u.name`,
  email: sql<string>`u.email`,
  image: sql<string | null>`u.image`,
  sessionId: sql<string>`s.id`,
  isLongUnused: sql<boolean>`${isLongUnused}`,
};

/**
 * The person whom the session cookie belongs to, read from the database; null when it belongs to nobody. If a cookie of
 * ours names a session that has ended, the answer tells the browser to delete the cookie and what it kept of the site.
 * @param cookie all cookies of a request, as its header has them
 */
export async function readSession(cookie: string | null | undefined): Promise<SignedInUser | null> {
  const token = readSessionToken(cookie ?? undefined);
  if (token === null) return null;
  const [found] = await rowsOf(
    userColumns,
    (list) => sql`SELECT ${list} FROM session s JOIN "user" u ON u.id = s.user_id
      WHERE s.token = ${token} AND ${sessionIsAlive()} AND NOT ${outlivesAccess}`,
  );
  if (!found) {
    endVisit(writeEndedSessionCookie());
    return null;
  }
  rememberSession(token, found.userId);
  const { isLongUnused: isToBeNoted, ...signedIn } = found;
  if (isToBeNoted) await noteUse([signedIn.sessionId]);
  return signedIn;
}
