import { type SQL, sql } from "drizzle-orm";
import { membershipWithChannel } from "../access/rules";

/** What guests may have in common. */
export interface InCommon {
  /** The domain of their address, in small letters. */
  domain?: string | undefined;
  channelId?: string | undefined;
  /** The user id of the member who answers for them. */
  sponsorId?: string | undefined;
}

/** The domain of the address of account `u`, in small letters. */
export const domainOf = sql`lower(substring(u.email from '@([^@]*)$'))`;

/** The condition that guest `g`, whose account is `u`, has all of these. */
export function isOneOf({ domain, channelId, sponsorId }: InCommon): SQL {
  const conditions = [
    domain && sql`${domainOf} = ${domain}`,
    channelId &&
      sql`EXISTS (SELECT 1 FROM ${membershipWithChannel} WHERE cm.user_id = g.user_id
        AND c.id = ${channelId} AND c.workspace_id = g.workspace_id AND c.kind = 'channel')`,
    sponsorId && sql`g.sponsor_id = ${sponsorId}`,
  ].filter((condition) => typeof condition === "object");
  return sql.join([sql`true`, ...conditions], sql` AND `);
}
