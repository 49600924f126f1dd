import { assertServed, gatesOf } from "@/core/access/gates";
import { actionsOf, can } from "@/core/access/policy";
import type { Principal } from "@/core/access/principal";
import { type Access, readAccess } from "@/core/access/read-access";
import { toAppError } from "@/core/errors";
import type { CutNotice } from "@/core/realtime";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { pickMoved } from "@/lib/marks";
import { PROTOCOL_VERSION } from "@/lib/protocol";
import { adminsRoom, channelRoom, guestsOfChannelRoom, membersRoom, personRoom } from "@/lib/rooms";
import type { Ready } from "@/lib/socket-events";
import { logFault } from "@/lib/summed-lines";
import { askerOf, inTurn } from "../turns/event-turn";
import { cutSocket, dropUnsentWhenStale } from "./cut";
import type { GatehouseSocket } from "./io";
import { assignGates } from "./outbound";
import { withinLimit } from "./within-limit";

/**
 * The fence. The socket first joins the rooms that a cut aims at, and only then is its access read. So a revocation is
 * either in what is read, or its cut finds the socket in its room. The rooms in which it hears something are joined
 * last.
 * @returns whether the socket was admitted; if not, it has been notified and disconnected
 */
export async function admit(socket: GatehouseSocket): Promise<boolean> {
  const { principal } = socket.data;
  const isGuest = principal.as === "guest";
  if (isGuest) dropUnsentWhenStale(socket.conn);
  const gates = gatesOf(principal);
  assignGates(socket.conn, principal.userId, gates);
  await socket.join(gates);
  try {
    const access = await withinLimit(inTurn(askerOf(principal), () => readAccess(principal)));
    if (!socket.connected) return false;
    assertServed(principal);
    socket.data.historyFrom = access.historyFrom;
    await socket.join(roomsOf(principal, access));
    const { userId: id, name } = principal;
    socket.emit("ready", {
      user: { id, name },
      as: principal.as,
      actions: actionsOf(principal),
      channels: takeUnknown(socket, access.channels),
      ...askToReload(socket),
    });
    return true;
  } catch (error) {
    if (socket.connected) cutSocket(socket, noticeFor(error));
    return false;
  }
}

/** The channels of the groups in which something is not as the client knows it; all for one that says nothing. */
function takeUnknown({ data }: GatehouseSocket, channels: Ready["channels"]): Ready["channels"] {
  const { known } = data;
  data.known = undefined;
  return known ? pickMoved(channels, known) : channels;
}

/** A client that sends no version is not one of our pages, and is not asked to reload. */
function askToReload({ data: { protocol } }: GatehouseSocket): Pick<Ready, "newerProtocol"> {
  const isOlder = protocol !== undefined && protocol < PROTOCOL_VERSION;
  return isOlder ? { newerProtocol: PROTOCOL_VERSION } : {};
}

function roomsOf(principal: Principal, access: Access): string[] {
  const { workspace, userId } = principal;
  return [
    personRoom(workspace.id, userId),
    ...(can(principal, "people.all") ? [membersRoom(workspace.id)] : []),
    ...(can(principal, "guest.manage") ? [adminsRoom(workspace.id)] : []),
    ...access.channels.flatMap((channel) => channelRooms(principal, channel.id)),
  ];
}

/** The rooms that go with a channel. */
export function channelRooms(principal: Principal, channelId: string): string[] {
  const rooms = [channelRoom(channelId)];
  return can(principal, "people.all") ? rooms : [...rooms, guestsOfChannelRoom(channelId)];
}

function noticeFor(error: unknown): CutNotice {
  const { code, detail } = toAppError(error);
  if (code === "INTERNAL") logFault("admission failed", error);
  if (code === "GUEST_LOCKED" || code === "GUEST_EXPIRED") {
    return { event: "guest:locked", reason: detail.reason ?? LOCKED_REASON };
  }
  return { event: "access:changed", code: code === "INTERNAL" ? "UNAVAILABLE" : code };
}
