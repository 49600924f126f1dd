import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { invite } from "@/db/schema";
import type { GuestHistory } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { inviteWorks } from "../access/admission/invite-works";
import type { Principal } from "../access/principal";
import type { AuditDraft } from "../access/record";
import type { Transaction } from "../access/revoke";
import { AppError, notFound } from "../errors";

const i = alias(invite, "i");

const takenColumns = {
  id: i.id,
  email: i.email,
  domains: i.domains,
  uses: i.uses,
  makerId: i.createdBy,
  makerName: sql<string>`(SELECT u.name FROM "user" u WHERE u.id = i.created_by)`,
  works: sql<boolean>`${inviteWorks}`,
  channels: sql<
    { id: string; history: GuestHistory; expiresAt: string | null }[]
  >`coalesce((SELECT json_agg(json_build_object('id', ic.channel_id, 'history', ic.history,
    'expiresAt', ic.expires_at)) FROM invite_channel ic WHERE ic.invite_id = i.id), '[]'::json)`,
};

export type TakenInvite = RowOf<typeof takenColumns>;

/**
 * Reads an open invitation for a guest and locks it until the transaction ends. An acceptance comes either before what
 * is done with it, or after.
 * @throws AppError NOT_FOUND, INVITE_GONE
 */
export async function takeInvite(
  tx: Transaction,
  { workspace }: Principal,
  inviteId: string,
): Promise<TakenInvite> {
  const [found] = await rowsOf(
    takenColumns,
    (list) => sql`SELECT ${list} FROM invite i
      WHERE i.id = ${inviteId} AND i.workspace_id = ${workspace.id} AND i.role = 'guest' FOR UPDATE`,
    tx,
  );
  if (!found) throw notFound("Invitation");
  if (!found.works) throw inviteGone();
  return found;
}

export const inviteGone = () =>
  new AppError(
    "INVITE_GONE",
    "This invitation has ended already: it was used, it was withdrawn, or its time is up.",
  );

/** What somebody did to an invitation, for the record. */
export function describeInviteEvent(
  { userId, name, workspace }: Principal,
  action: "guest.invite_changed" | "guest.invite_renewed",
  { id, email }: Pick<TakenInvite, "id" | "email">,
  data: Record<string, unknown>,
): AuditDraft {
  return {
    workspaceId: workspace.id,
    actor: { id: userId, name },
    action,
    target: { type: "invite", id, name: email ?? LINK_INVITATION },
    data,
  };
}
