import { sql } from "drizzle-orm";

/** For a join: the account `a` with which person `u` signs in by password. */
export const credentials = sql`account a ON a.user_id = u.id AND a.provider_id = 'credential'`;

/** A hash of the stored password of account `a`. It changes with the password and tells nothing about it. */
export const passwordMark = sql`encode(sha256(convert_to(a.password, 'UTF8')), 'hex')`;
