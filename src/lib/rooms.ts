/** Every room name. A room starting with `gate:` exists to be cut; the others exist to be told. */

/** All connections of one guest or member of a workspace, joined first of all: what a cut aims at. */
export const gateRoom = (as: string, principalId: string): string =>
  `gate:${as === "guest" ? "guest" : "member"}:${principalId}`;

/** All connections of one signed-in device, over all workspaces. */
export const sessionRoom = (sessionId: string): string => `gate:session:${sessionId}`;

/** Every guest connection: excepted from every broadcast while the lease is stale. */
export const GUESTS_ROOM = "gate:guests";

/** One person in one workspace, on every device; joined after the fence. */
export const personRoom = (workspaceId: string, userId: string): string =>
  `person:${workspaceId}:${userId}`;

export const channelRoom = (channelId: string): string => `channel:${channelId}`;

/** The full members of a workspace, and its owners and admins. */
export const membersRoom = (workspaceId: string): string => `members:${workspaceId}`;
export const adminsRoom = (workspaceId: string): string => `admins:${workspaceId}`;

/** The guests among those who joined a channel: they hear of the presence of people there. */
export const guestsOfChannelRoom = (channelId: string): string => `channel-guests:${channelId}`;
