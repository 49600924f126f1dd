import { sql } from "drizzle-orm";

/** To join: what person `u` signs in with by password, as account `a`. */
export const credentials = sql`account a ON a.user_id = u.id AND a.provider_id = 'credential'`;

/** What tells one password of account `a` from the next, and nothing else: a hash of what is kept of it. */
export const trace = sql`encode(sha256(convert_to(a.password, 'UTF8')), 'hex')`;
