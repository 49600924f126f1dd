import { noteGuestsSeen } from "@/core/guests/note-guests-seen";
import { logger } from "@/lib/logger";
import { countPlacesElsewhere } from "../cluster/count-places";
import { admit } from "./admit";
import { authenticate } from "./authenticate";
import { listen } from "./dispatch";
import { forgetRequest } from "./forget-request";
import { messageHandlers } from "./handlers/message";
import { syncHandlers } from "./handlers/sync";
import { typingHandlers } from "./handlers/typing";
import type { GatehouseSocket, Io } from "./io";
import { keepPresence } from "./presence";
import { noLongerStranger } from "./strangers";

const handlers = { ...messageHandlers, ...syncHandlers, ...typingHandlers };

/** Sets up authentication, the fence and the event handlers. */
export function setupSocketHandlers(io: Io): void {
  io.use((socket, next) => authenticate(socket, next, (keys) => countPlacesElsewhere(io, keys)));
  io.on("connection", (socket) => {
    noLongerStranger(socket.conn);
    const admitted = admit(socket);
    listen(socket, admitted, handlers);
    admitted.then(
      (isAdmitted) => isAdmitted && noteConnection(socket),
      (error: unknown) => logger().error({ err: error }, "admission failed"),
    );
  });
}

function noteConnection(socket: GatehouseSocket): void {
  forgetRequest(socket);
  keepPresence(socket);
  const { principal } = socket.data;
  if (principal.as !== "guest") return;
  noteGuestConnection(principal.id);
  socket.once("disconnect", () => noteGuestConnection(principal.id));
}

/**
 * Tabs come and go together, those of one guest and those of many who are cut at once: the admins are notified once for
 * all of them.
 */
const QUIET_MS = 200;
const pending = new Set<string>();

/** Notes that a guest connected or disconnected, for "last seen" and the admins' live counts. */
function noteGuestConnection(guestId: string): void {
  if (pending.size === 0) setTimeout(notePending, QUIET_MS).unref();
  pending.add(guestId);
}

function notePending(): void {
  const guestIds = [...pending];
  pending.clear();
  noteGuestsSeen(guestIds).catch((error: unknown) =>
    logger().debug({ err: error, guestIds }, "last seen not noted"),
  );
}
