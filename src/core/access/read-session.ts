import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Columns, RowOf } from "@/db/columns";
import { forgetSession, rememberSession } from "@/lib/known-people";
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
export function readSession(cookie: string | null | undefined): Promise<SignedInUser | null> {
  return readSessionWith(cookie ?? undefined, {}, sql``);
}

/**
 * As `readSession`, and reads more in the same statement.
 * @param joined what is joined to the user `u`
 * @param more columns of it
 */
export async function readSessionWith<C extends Columns>(
  cookie: string | undefined,
  more: C,
  joined: SQL,
): Promise<(SignedInUser & RowOf<C>) | null> {
  const token = readSessionToken(cookie);
  if (token === null) return null;
  const [found] = await rowsOf<typeof userColumns & C>(
    { ...userColumns, ...more },
    (list) => sql`SELECT ${list} FROM session s JOIN "user" u ON u.id = s.user_id ${joined}
      WHERE s.token = ${token} AND ${sessionIsAlive()} AND NOT ${outlivesAccess}`,
  );
  if (!found) {
    forgetSession(token);
    endVisit(writeEndedSessionCookie());
    return null;
  }
  rememberSession(token, found.userId);
  if (found.isLongUnused) await noteUse([found.sessionId]);
  return found;
}
