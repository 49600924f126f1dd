import { sql } from "drizzle-orm";

/** The condition that an invitation `i` is open: not withdrawn, with uses left, and not past its end. */
export const inviteWorks = sql`(i.withdrawn_at IS NULL AND i.uses < i.max_uses
  AND i.link_expires_at > clock_timestamp() AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp()))`;
