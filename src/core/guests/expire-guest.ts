import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { EXPIRED_REASON } from "@/lib/notices";
import { holdStill } from "../access/hold-still";
import { personOf } from "../access/kept-names";
import { revoke } from "../access/revoke";
import { AppError, notFound } from "../errors";
import { publishGuestAccess } from "./guest-row";

/**
 * Puts the passing of a guest's time on record and cuts them everywhere. Every node may call it; the first
 * one wins and the others do nothing.
 * @throws AppError UNAVAILABLE
 */
export async function expireGuest(guestId: string): Promise<void> {
  try {
    await revoke(async (tx) => {
      await holdStill(tx, null, { standings: [guestId] });
      const [expired] = await rows<{ workspaceId: string; name: string; at: string }>(
        sql`UPDATE guest g SET expiry_recorded = g.expires_at
          WHERE g.id = ${guestId} AND g.expires_at <= clock_timestamp()
            AND g.locked_at IS NULL AND g.expiry_recorded IS DISTINCT FROM g.expires_at
          RETURNING g.workspace_id AS "workspaceId", g.expires_at AS at,
            (SELECT u.name FROM ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u) AS name`,
        tx,
      );
      if (!expired) throw notFound("Guest");
      return {
        events: [
          {
            workspaceId: expired.workspaceId,
            actor: null,
            action: "guest.expired",
            target: { type: "guest", id: guestId, name: expired.name },
            data: { reason: EXPIRED_REASON },
          },
        ],
        guestId,
        reason: EXPIRED_REASON,
        at: new Date(expired.at),
      };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return;
    throw error;
  }
  await publishGuestAccess(guestId);
}
