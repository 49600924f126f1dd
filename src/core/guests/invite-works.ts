import { sql } from "drizzle-orm";

/** Whether the link of an invitation `i` still works. */
export const inviteWorks = sql`(i.withdrawn_at IS NULL AND i.uses < i.max_uses
  AND i.link_expires_at > now() AND (i.expires_at IS NULL OR i.expires_at > now()))`;
