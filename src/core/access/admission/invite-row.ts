import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { RowOf } from "@/db/columns";
import { invite } from "@/db/schema";
import type { MemberInvite } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";

const i = alias(invite, "i");

/** Columns of any invitation `i`, with its maker `u`. */
export const inviteColumns = {
  id: i.id,
  invitedBy: sql<{ id: string; name: string }>`json_build_object('id', u.id, 'name', u.name)`,
  createdAt: i.createdAt,
  linkExpiresAt: i.linkExpiresAt,
};

/** More columns of invitations for several people or for guests: address, uses and channels. */
export const inviteTermColumns = {
  email: i.email,
  maxUses: i.maxUses,
  uses: i.uses,
  channelIds: sql<string[]>`coalesce((SELECT json_agg(ic.channel_id) FROM invite_channel ic
    WHERE ic.invite_id = i.id), '[]'::json)`,
};

/** What admins see of any invitation. */
export function toInvite(row: RowOf<typeof inviteColumns>): Omit<MemberInvite, "role"> {
  return {
    id: row.id,
    invitedBy: row.invitedBy,
    createdAt: toIso(row.createdAt),
    linkExpiresAt: toIso(row.linkExpiresAt),
  };
}
