import type { Guest } from "@/lib/api-types";
import { publishChannels, publishChannelsOf } from "./channels/publish-channels";
import { publishGuestsAccess } from "./guests/guest-row";
import { publishEnding } from "./guests/publish-ending";
import { publishAcceptance } from "./guests/publish-invite-news";
import { publishInvites } from "./guests/publish-invites";
import { publishMeeting, publishParting, publishPeople } from "./people/publish-person";
import type { AccessNews, ChangedPerson } from "./realtime";

/**
 * Notifies open pages of what a change of access means for them. `admit` and `revoke` in `core/access` call it through
 * the realtime port, since `core/access` may not import how channels and people are described. What is read for many
 * people is read once.
 * @returns the guests whose access changed, as they were told; without those who are no guests now
 */
export async function tellAccess({
  workspaceId,
  channelIds = [],
  inviteIds = [],
  accepted,
  sponsorIds = [],
  who = [],
}: AccessNews): Promise<Guest[]> {
  await publishChannels(channelIds);
  await publishInvites(workspaceId, inviteIds);
  if (accepted) await publishAcceptance(workspaceId, accepted);
  await publishEnding(workspaceId, sponsorIds);
  const all = [who].flat();
  await tellOfMembers(workspaceId, all);
  return publishGuestsAccess(
    workspaceId,
    all.filter((one) => one.as === "guest"),
  );
}

async function tellOfMembers(workspaceId: string, all: ChangedPerson[]): Promise<void> {
  const people = all.filter((one) => one.as === "person");
  const newcomers = people.filter(({ isNew }) => isNew).map(({ userId }) => userId);
  const of = (userId: string) => ({ workspaceId, userId });
  await Promise.all([
    publishChannelsOf(workspaceId, newcomers),
    publishPeople(
      workspaceId,
      people.map(({ userId, left = [] }) => ({ userId, left })),
    ),
    ...all.map((one) => one.as === "leaver" && publishParting(of(one.userId), one.left)),
    ...all.map((one) => one.as === "joiner" && publishMeeting(of(one.userId), one.joined)),
  ]);
}
