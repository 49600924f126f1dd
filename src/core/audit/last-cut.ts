import { sql } from "drizzle-orm";
import type { LastCut } from "@/lib/api-types";

/**
 * Joins the latest recorded cut of guest `g` as `cut.found`, null if there was none. It comes after `FROM guest g`. An
 * index finds the one event, however long the record is.
 */
export const lastCut = sql`LEFT JOIN LATERAL (
    SELECT jsonb_build_object('at', e.at, 'reason', e.data ->> 'reason', 'receipt', r.receipt)
      || CASE WHEN e.data ? 'together' THEN jsonb_build_object('together', e.data -> 'together')
        ELSE '{}' END AS found
    FROM audit_event e LEFT JOIN audit_receipt r ON r.event_id = e.id
    WHERE e.target_id = g.id AND e.workspace_id = g.workspace_id
      AND e.action IN ('guest.locked', 'guest.expired')
    ORDER BY e.at DESC, e.id DESC LIMIT 1) cut ON true`;

/** The cut in the form of the public interface. */
export function toLastCut(found: LastCut | null): LastCut | null {
  return found && { ...found, at: new Date(found.at).toISOString() };
}
