import { sql } from "drizzle-orm";
import type { LastCut } from "@/lib/api-types";

/**
 * The latest cut on record of guest `g`, as `cut.found`, null where there was none: to stand after `FROM guest g`.
 * An index leads to the one event, however long the record is.
 */
export const lastCut = sql`LEFT JOIN LATERAL (
    SELECT json_build_object('at', e.at, 'reason', e.data ->> 'reason', 'receipt', r.receipt) AS found
    FROM audit_event e LEFT JOIN audit_receipt r ON r.event_id = e.id
    WHERE e.target_id = g.id AND e.workspace_id = g.workspace_id
      AND e.action IN ('guest.locked', 'guest.expired')
    ORDER BY e.at DESC, e.id DESC LIMIT 1) cut ON true`;

/** As the public interface shows it. */
export function toLastCut(found: LastCut | null): LastCut | null {
  return found && { ...found, at: new Date(found.at).toISOString() };
}
