import type { Guest } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { adminsRoom } from "@/lib/rooms";
import { publishChannels } from "../channels/publish-channels";
import { publishPeople } from "../people/publish-person";
import { realtime } from "../realtime";
import { readGuestsById } from "./guest-row";
import { publishEnding } from "./publish-ending";

/** Guests who have another sponsor, or none. */
export interface OtherSponsor {
  guestIds: string[];
  /** The user ids of the former sponsors and of the new one: which guests' time runs out is theirs to know. */
  sponsorIds: string[];
  /** Some were locked with it: who writes in their channels sees who reads. */
  locked?: boolean;
}

/**
 * Publishes guests who have another sponsor: to the admins, to the people who know them, to themselves and to the
 * sponsors. Call it after the commit. What cannot be published is only logged.
 * @returns the guests, as they are now
 */
export async function publishSponsored(
  workspaceId: string,
  { guestIds, sponsorIds, locked = false }: OtherSponsor,
): Promise<Guest[]> {
  if (guestIds.length === 0) return [];
  const guests = await readGuestsById(guestIds);
  try {
    const admins = adminsRoom(workspaceId);
    for (const guest of guests) realtime().publish(admins, "guest:updated", { guest });
    if (locked) await publishChannels([...new Set(guests.flatMap((guest) => guest.channelIds))]);
    await Promise.all([
      publishPeople(
        workspaceId,
        guests.map(({ userId }) => ({ userId, left: [] })),
      ),
      publishEnding(workspaceId, sponsorIds),
    ]);
  } catch (error) {
    logger().warn({ err: error }, "a change of sponsors could not be told");
  }
  return guests;
}
