/** Every room name. A gate room (`gate:…`) exists so that its connections can be cut; the others receive broadcasts. */

/** All connections of one guest or member of a workspace. A cut goes to this room, so a connection joins it first. */
export const gateRoom = (as: string, principalId: string): string =>
  `gate:${as === "guest" ? "guest" : "member"}:${principalId}`;

/** All connections of one session (a signed-in device), in all workspaces. */
export const sessionRoom = (sessionId: string): string => `gate:session:${sessionId}`;

/** All connections of guests. Every broadcast leaves them out while the lease has run out. */
export const GUESTS_ROOM = "gate:guests";

/** One person in one workspace, on every device. A connection joins it after the fence. */
export const personRoom = (workspaceId: string, userId: string): string =>
  `person:${workspaceId}:${userId}`;

const LIMIT = "limit:";

/**
 * Stands, where a broadcast leaves rooms out, for the guests whose history of the channel begins after this time, in
 * milliseconds. Nobody joins it: each node knows how far back its own connections read.
 */
export const limitRoom = (channelId: string, beganAtMs: number): string =>
  `${LIMIT}${beganAtMs}:${channelId}`;

export function readLimitRoom(room: string): { channelId: string; beganAtMs: number } | null {
  if (!room.startsWith(LIMIT)) return null;
  const [, beganAtMs = "", ...id] = room.split(":");
  return { channelId: id.join(":"), beganAtMs: Number(beganAtMs) };
}

export const channelRoom = (channelId: string): string => `channel:${channelId}`;

const MEMBERS = "members:";

/** All members of a workspace; and only its owners and admins. */
export const membersRoom = (workspaceId: string): string => `${MEMBERS}${workspaceId}`;
export const isMembersRoom = (room: string): boolean => room.startsWith(MEMBERS);
export const adminsRoom = (workspaceId: string): string => `admins:${workspaceId}`;

/** The guests in a channel: the presence of the people there is broadcast to them. */
export const guestsOfChannelRoom = (channelId: string): string => `channel-guests:${channelId}`;
