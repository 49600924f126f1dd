import { noteGuestSeen } from "@/core/guests/note-guest-seen";
import { logger } from "@/lib/logger";

/** A guest's tabs come and go together: the admins are told once for all of them. */
const QUIET_MS = 200;
const pending = new Set<string>();

/** Notes that a guest connected or disconnected, for "last seen" and the admins' live counts. */
export function noteGuestConnection(guestId: string): void {
  if (pending.has(guestId)) return;
  pending.add(guestId);
  setTimeout(() => {
    pending.delete(guestId);
    noteGuestSeen(guestId).catch((error: unknown) =>
      logger().debug({ err: error, guestId }, "last seen not noted"),
    );
  }, QUIET_MS).unref();
}
