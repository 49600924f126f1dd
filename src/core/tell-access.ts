import type { Guest } from "@/lib/api-types";
import { publishChannels, publishChannelsOf } from "./channels/publish-channels";
import { publishGuestAccess } from "./guests/guest-row";
import { publishInvites } from "./guests/publish-invites";
import { publishMeeting, publishParting, publishPerson } from "./people/publish-person";
import type { AccessNews, ChangedPerson } from "./realtime";

/**
 * Notifies open pages of what a change of access means for them. `admit` and `revoke` in `core/access` call it through
 * the realtime port, since `core/access` may not import how channels and people are described.
 * @returns the guest whose access changed, as they were told; null if that person is not a guest now
 */
export async function tellAccess({
  workspaceId,
  channelIds = [],
  inviteIds = [],
  who,
}: AccessNews): Promise<Guest | null> {
  await publishChannels(channelIds);
  await publishInvites(workspaceId, inviteIds);
  return who ? tellOf(workspaceId, who) : null;
}

async function tellOf(workspaceId: string, who: ChangedPerson): Promise<Guest | null> {
  if (who.as === "guest") return publishGuestAccess(who.guestId, who.left);
  const person = { workspaceId, userId: who.userId };
  if (who.as === "leaver") await publishParting(person, who.left);
  else if (who.as === "joiner") await publishMeeting(person, who.joined);
  else {
    await Promise.all([
      who.isNew && publishChannelsOf(workspaceId, who.userId),
      publishPerson(person, who.left),
    ]);
  }
  return null;
}
