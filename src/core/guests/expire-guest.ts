import { EXPIRED_REASON } from "@/lib/lock-reasons";
import { noteEndRecorded } from "../access/guest-access";
import { lockExclusively } from "../access/advisory-locks";
import { revoke } from "../access/revoke";
import { AppError, notFound } from "../errors";

/**
 * Records that a guest's access has expired, and cuts them everywhere. Every node may call it. The first call does the
 * work, and the others do nothing.
 * @throws AppError UNAVAILABLE
 */
export async function expireGuest(guestId: string): Promise<void> {
  try {
    await revoke(async (tx) => {
      await lockExclusively(tx, null, { principals: [guestId] });
      const expired = await noteEndRecorded(tx, guestId);
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
        cut: { guestId, reason: EXPIRED_REASON },
        at: new Date(expired.at),
        news: { workspaceId: expired.workspaceId, who: { as: "guest", guestId } },
      };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return;
    throw error;
  }
}
