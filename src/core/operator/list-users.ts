import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { GuestStatus, Role } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { guestStatus, sessionIsAlive } from "../access/rules";

/** Somebody with an account, and their role in each workspace. */
export interface KnownUser {
  id: string;
  name: string;
  email: string;
  createdAt: string;
  /** When one of their live sessions was last used, to the hour; null if they have none. */
  lastUsedAt: string | null;
  workspaces: { slug: string; as: Role; status?: GuestStatus }[];
}

/** Lists everybody with an account. People who exist only through an import have none. */
export async function listKnownUsers(): Promise<KnownUser[]> {
  const found = await rowsOf(
    userColumns(),
    (list) => sql`SELECT ${list} FROM "user" u
      WHERE EXISTS (SELECT 1 FROM account a WHERE a.user_id = u.id) ORDER BY u.email`,
  );
  return found.map((user) => ({
    ...user,
    createdAt: toIso(user.createdAt),
    lastUsedAt: user.lastUsedAt && toIso(user.lastUsedAt),
  }));
}

const userColumns = () => ({
  id: sql<string>`u.id`,
  name: sql<string>`u.name`,
  email: sql<string>`u.email`,
  createdAt: sql<string>`u.created_at`,
  lastUsedAt: sql<string | null>`(SELECT max(s.updated_at) FROM session s
    WHERE s.user_id = u.id AND ${sessionIsAlive()})`,
  workspaces: sql<KnownUser["workspaces"]>`coalesce((SELECT json_agg(w.place ORDER BY w.slug) FROM (
    SELECT o.slug, json_build_object('slug', o.slug, 'as', m.role) AS place
      FROM member m JOIN organization o ON o.id = m.organization_id WHERE m.user_id = u.id
    UNION ALL
    SELECT o.slug, json_build_object('slug', o.slug, 'as', 'guest', 'status', ${guestStatus()})
      FROM guest g JOIN organization o ON o.id = g.workspace_id WHERE g.user_id = u.id
        AND NOT EXISTS (SELECT 1 FROM member m
          WHERE m.organization_id = g.workspace_id AND m.user_id = g.user_id)) w), '[]'::json)`,
});
