import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { GuestStatus } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { accessColumns } from "../access/guest-access";
import { isReal } from "../access/made-up";
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
  const { status, expiresAt, lockedAt } = accessColumns;
  const found = await rowsOf(
    {
      id: sql<string>`g.id`,
      workspace: sql<string>`o.slug`,
      name: sql<string>`u.name`,
      email: sql<string>`u.email`,
      status,
      expiresAt,
      lockedAt,
      lastSeenAt: sql<string | null>`g.last_seen_at`,
    },
    (list) => sql`SELECT ${list} FROM guest g JOIN organization o ON o.id = g.workspace_id
      JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
      WHERE ${only === undefined ? isReal(sql`o.id`) : sql`o.id = ${only}`} ORDER BY o.slug, u.email`,
  );
  return found.map((guest) => ({
    ...guest,
    expiresAt: guest.expiresAt && toIso(guest.expiresAt),
    lockedAt: guest.lockedAt && toIso(guest.lockedAt),
    lastSeenAt: guest.lastSeenAt && toIso(guest.lastSeenAt),
  }));
}
