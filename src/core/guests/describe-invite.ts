import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { InvitePreview } from "@/lib/api-types";
import { toIso } from "../messages/message-row";
import { hashToken } from "./invite-token";
import { inviteWorks } from "./invite-works";

interface PreviewRow {
  role: string;
  name: string;
  slug: string;
  invitedBy: string;
  channels: string[];
  email: string | null;
  expiresAt: string | null;
  accessHours: number | null;
  works: boolean;
}

/**
 * What the holder of a link may know before accepting. The token is the authorization.
 * @returns null for an unknown token; `gone` for one that is used up, expired or withdrawn
 */
export async function describeInvite(
  token: string,
): Promise<InvitePreview | { gone: true } | null> {
  const [found] = await rows<PreviewRow>(sql`
    SELECT i.role, o.name, o.slug, u.name AS "invitedBy", i.email, i.expires_at AS "expiresAt",
      i.access_hours AS "accessHours", ${inviteWorks} AS works,
      coalesce((SELECT json_agg(c.name ORDER BY c.name) FROM invite_channel ic
        JOIN channel c ON c.id = ic.channel_id WHERE ic.invite_id = i.id), '[]'::json) AS channels
    FROM invite i JOIN organization o ON o.id = i.workspace_id JOIN "user" u ON u.id = i.created_by
    WHERE i.token_hash = ${hashToken(token)}`);
  if (!found) return null;
  if (!found.works) return { gone: true };
  return {
    kind: found.role === "guest" ? "guest" : "member",
    workspace: { name: found.name, slug: found.slug },
    invitedBy: { name: found.invitedBy },
    channels: found.channels,
    email: found.email,
    accessUntil: found.expiresAt && toIso(found.expiresAt),
    accessHours: found.accessHours,
  };
}
