import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { GuestStatus } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { accessColumns, type GuestAccess } from "../access/guest-access";
import { personOf } from "../access/names/kept-names";
import { operatorIn } from "./operator-in";

/** A guest as the operator sees them. */
export interface KnownGuest {
  id: string;
  workspace: string;
  name: string;
  email: string;
  status: GuestStatus;
  expiresAt: string | null;
  lockedAt: string | null;
  lastSeenAt: string | null;
}

/**
 * The guests of a workspace, or of all.
 * @throws AppError NOT_FOUND (no such workspace)
 */
export async function listKnownGuests(slug?: string): Promise<KnownGuest[]> {
  const only = slug === undefined ? undefined : (await operatorIn(slug)).workspace.id;
  const found = await rows<KnownGuest & GuestAccess>(sql`
    SELECT g.id, o.slug AS workspace, u.name, u.email, ${accessColumns},
      g.last_seen_at AS "lastSeenAt"
    FROM guest g JOIN organization o ON o.id = g.workspace_id
    JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
    WHERE ${only === undefined ? sql`true` : sql`o.id = ${only}`} ORDER BY o.slug, u.email`);
  return found.map(({ lockReason: _, ...guest }) => ({
    ...guest,
    expiresAt: guest.expiresAt && toIso(guest.expiresAt),
    lockedAt: guest.lockedAt && toIso(guest.lockedAt),
    lastSeenAt: guest.lastSeenAt && toIso(guest.lastSeenAt),
  }));
}
