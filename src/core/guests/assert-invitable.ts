import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { GuestStatus } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { guestStatus } from "../access/rules";
import { conflict } from "../errors";

/**
 * Checks that an invitation to an address would let somebody in: they are not a member, nor a guest who is cut off. It
 * locks the guest's row against a revocation: a revocation withdraws invitations to its guest and must see the new one.
 * @param email in lower case
 * @throws AppError CONFLICT; the message says what to do instead
 */
export async function assertInvitable(
  tx: Transaction,
  { workspace }: Principal,
  email: string,
): Promise<void> {
  const [member] = await rows(
    sql`SELECT 1 FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.organization_id = ${workspace.id} AND u.email = ${email}`,
    tx,
  );
  if (member) {
    throw conflict(
      `${email} is a member of ${workspace.name} already, and needs no invitation. If they have forgotten their password, make a link for a new one on the Members page.`,
    );
  }
  const [guest] = await rows<{ status: GuestStatus }>(
    sql`SELECT ${guestStatus()} AS status FROM guest g JOIN "user" u ON u.id = g.user_id
      WHERE g.workspace_id = ${workspace.id} AND u.email = ${email} FOR SHARE OF g`,
    tx,
  );
  if (guest?.status === "locked") {
    throw conflict(
      `The access of ${email} is revoked, and an invitation would not let them in. Restore it on the Guests page instead.`,
    );
  }
}
