import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { MemberRole, WorkspaceEntry } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { accessColumns } from "../access/guest-access";

const { status, expiresAt } = accessColumns;
const entryColumns = {
  id: sql<string>`o.id`,
  slug: sql<string>`o.slug`,
  name: sql<string>`coalesce(k.workspace_name, o.name)`,
  icon: sql<string | null>`o.logo`,
  role: sql<MemberRole | null>`m.role`,
  guestId: sql<string | null>`g.id`,
  status,
  expiresAt,
};

/**
 * Lists every workspace in which a person is a member or guest, also where they are locked or expired. A workspace in
 * which their access has ended has the name that it had then.
 */
export async function listWorkspaces(userId: string): Promise<WorkspaceEntry[]> {
  const found = await rowsOf(
    entryColumns,
    (list) => sql`SELECT ${list} FROM organization o
      LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = ${userId}
      LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = ${userId} AND m.id IS NULL
      LEFT JOIN kept_name k ON k.workspace_id = o.id AND k.user_id = ${userId}
      WHERE m.id IS NOT NULL OR g.id IS NOT NULL ORDER BY name, o.id`,
  );
  return found.map(toEntry);
}

/** Lists only the workspaces that the person may enter. */
export async function listOpenWorkspaces(userId: string): Promise<WorkspaceEntry[]> {
  const all = await listWorkspaces(userId);
  return all.filter(({ guest }) => (guest?.status ?? "active") === "active");
}

function toEntry(row: RowOf<typeof entryColumns>): WorkspaceEntry {
  const { guestId, role, status, expiresAt, icon } = row;
  const workspace = { id: row.id, slug: row.slug, name: row.name };
  if (role) return { ...workspace, icon, as: role };
  const guest = guestId
    ? { id: guestId, status, expiresAt: expiresAt && toIso(expiresAt) }
    : undefined;
  const shown = status === "active" ? icon : null;
  return { ...workspace, icon: shown, as: "guest", ...(guest && { guest }) };
}
