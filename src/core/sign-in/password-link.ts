import { sql } from "drizzle-orm";
import { type Database, rows } from "@/db/client";
import { env } from "@/lib/env";
import { isImportedEmail } from "@/lib/nobodys-email";
import { createToken, hashToken } from "../access/admission/invite-token";
import { mayGiveLink } from "../access/may-give-link";
import type { Transaction } from "../access/revoke";
import { AppError, notFound, unavailable } from "../errors";
import { credentials, passwordMark } from "./password-trace";

/** A link by which its owner may set a new password, once. Anybody who has the link can take over the account. */
export interface PasswordLink {
  url: string;
  expiresAt: Date;
}

/** How long a link works. It can be short: the person who asked for it uses it at once. */
const LIFETIME = sql`interval '1 hour'`;

/**
 * Makes the link by which a person may set a new password. It replaces the person's earlier link of the same kind
 * (mailed or shown). Only this call returns the link; the database keeps a hash. The caller must have checked who may
 * ask for it.
 * @param on the transaction that records the link in the audit log, where there is one
 * @param options.mailed whether the link goes by mail: anybody can ask for that
 * @param options.madeBy the user id of the admin who asks for the link of somebody else. The link works only while this
 *   admin may make one. Null in all other cases
 * @throws AppError NOT_FOUND when there is no such account, or it is reserved for a person of an import; UNAVAILABLE
 *   when APP_URL is not set
 */
export async function makePasswordLink(
  userId: string,
  on: Pick<Database, "execute">,
  { madeBy = null, mailed = false }: { madeBy?: string | null; mailed?: boolean } = {},
): Promise<PasswordLink> {
  const { appUrl } = env();
  if (appUrl === undefined) {
    throw unavailable("No link can be made: set APP_URL to the address that people type.");
  }
  const { token, tokenHash } = createToken();
  const [made] = await rows<{ email: string; expiresAt: string | Date }>(
    sql`INSERT INTO password_link AS l (user_id, mailed, token_hash, email, former_password, made_by, expires_at)
      SELECT u.id, ${mailed}::boolean, ${tokenHash}, u.email, ${passwordMark}, ${madeBy}::text, clock_timestamp() + ${LIFETIME}
      FROM "user" u LEFT JOIN ${credentials} WHERE u.id = ${userId}
      ON CONFLICT (user_id, mailed) DO UPDATE SET token_hash = excluded.token_hash, email = excluded.email,
        former_password = excluded.former_password, made_by = excluded.made_by,
        expires_at = excluded.expires_at
      RETURNING l.email, l.expires_at AS "expiresAt"`,
    on,
  );
  if (!made || isImportedEmail(made.email)) throw notFound("Account");
  return {
    url: `${appUrl}/reset-password?token=${token}`,
    expiresAt: new Date(made.expiresAt),
  };
}

/** The condition that link `l` of person `u` works now. */
const works = sql`(l.expires_at > clock_timestamp() AND l.email = u.email
  AND l.former_password IS NOT DISTINCT FROM ${passwordMark}
  AND (l.made_by IS NULL OR ${mayGiveLink(sql`l.made_by`, sql`l.user_id`)}))`;

/**
 * Reads whose link this is. It changes nothing: some mail scanners open every link in a mail before its reader does.
 * @throws AppError INVITE_GONE when it does not work
 */
export async function readPasswordLink(
  token: string,
): Promise<{ userId: string; name: string; email: string }> {
  const [found] = await rows<{ userId: string; name: string; email: string }>(
    sql`SELECT u.id AS "userId", u.name, u.email FROM password_link l JOIN "user" u ON u.id = l.user_id
      LEFT JOIN ${credentials} WHERE l.token_hash = ${hashToken(token)} AND ${works}`,
  );
  if (!found) throw passwordLinkGone();
  return found;
}

/**
 * Uses up a link. The locks keep the person's address and password, and whether the admin may give the link, unchanged
 * until the transaction ends.
 * @throws AppError INVITE_GONE when it does not work any more
 */
export async function usePasswordLink(
  tx: Transaction,
  userId: string,
  token: string,
): Promise<void> {
  const both = sql`(SELECT unnest(ARRAY[l.made_by, l.user_id]) FROM password_link l
    WHERE l.user_id = ${userId} AND l.made_by IS NOT NULL)`;
  await tx.execute(sql`SELECT 1 FROM member m WHERE m.user_id IN ${both} ORDER BY m.id FOR SHARE`);
  await tx.execute(sql`SELECT 1 FROM guest g WHERE g.user_id IN ${both} ORDER BY g.id FOR SHARE`);
  await tx.execute(sql`SELECT 1 FROM "user" u WHERE u.id = ${userId} FOR NO KEY UPDATE`);
  await tx.execute(sql`SELECT 1 FROM account a WHERE a.user_id = ${userId} FOR UPDATE`);
  const used = await rows(
    sql`WITH used AS (DELETE FROM password_link l USING "user" u LEFT JOIN ${credentials}
        WHERE l.user_id = ${userId} AND u.id = l.user_id AND l.token_hash = ${hashToken(token)}
          AND ${works} RETURNING l.token_hash),
      others AS (DELETE FROM password_link l USING used
        WHERE l.user_id = ${userId} AND l.token_hash <> used.token_hash)
      SELECT 1 FROM used`,
    tx,
  );
  if (used.length === 0) throw passwordLinkGone();
}

const passwordLinkGone = () =>
  new AppError(
    "INVITE_GONE",
    "This link does not work any more. A link works for one hour and only once, and a newer link replaces it. Ask for another one.",
  );

/** Deletes links whose time is over. */
export async function forgetPasswordLinks(): Promise<void> {
  await rows(sql`DELETE FROM password_link l WHERE l.expires_at <= now()`);
}
