import { z } from "zod";
import {
  accessHours,
  channelIds,
  channelsWith,
  email,
  future,
  guestHistory,
  id,
  someDomains,
  workspaceSlug,
} from "./parts";

/** The bodies of requests about invitations. `parts.ts` says why all of them are strict. */

/** What a guest gets of a channel. Without `history`, it is as the workspace has chosen. */
const invitedChannel = z.strictObject({
  id,
  history: guestHistory.optional(),
  expiresAt: future.optional(),
});
const invitedChannels = channelsWith(invitedChannel);

interface GivenChannels {
  channelIds?: string[] | undefined;
  channels?: z.infer<typeof invitedChannels> | undefined;
}

/** Channels are named in one of two ways. Both at once might contradict each other. */
function namesChannelsOnce(ctx: z.core.ParsePayload<GivenChannels>): void {
  const { channelIds, channels } = ctx.value;
  if ((channelIds === undefined) !== (channels === undefined)) return;
  const message = channels ? "Send either channels or channelIds" : "Choose at least one channel";
  ctx.issues.push({ code: "custom", message, path: ["channelIds"], input: channelIds });
}

function withChannels<T extends GivenChannels>({ channelIds: ids, channels, ...terms }: T) {
  const named: z.infer<typeof invitedChannels> =
    channels ?? [...new Set(ids)].map((id) => ({ id }));
  return { ...terms, channels: named };
}

const maxUses = z.int().min(1).max(1000);
/** How long a link works that nobody uses, where nothing is said. */
export const USUAL_LINK_DAYS = 14;
const linkDays = z.int().min(1).max(366);

export const inviteGuestInput = z
  .strictObject({
    workspace: workspaceSlug,
    channelIds: channelIds.optional(),
    channels: invitedChannels.optional(),
    /**
     * Only a person with this address may use the invitation. If the server sends mail, the link is mailed there and
     * shown to nobody.
     */
    email: email.optional(),
    /** Only people with an address of one of these domains may use it. */
    domains: someDomains.optional(),
    /** When access ends. Or `accessHours` after the acceptance; or, with neither, when the workspace's limit is reached. */
    expiresAt: future.optional(),
    accessHours: accessHours.optional(),
    maxUses: maxUses.default(1),
    linkDays: linkDays.default(USUAL_LINK_DAYS),
    /** The member who answers for the guests who come by it: their user id. Without it, the person who invites. */
    sponsorId: id.optional(),
  })
  .check(namesChannelsOnce)
  .transform(withChannels);
/** `channelIds` keeps the terms of the channels that stay; `channels` is all of them anew. Null takes a limit away. */
export const changeInviteInput = z
  .strictObject({
    channelIds: channelIds.optional(),
    channels: invitedChannels.optional(),
    domains: someDomains.nullable().optional(),
    /** Either of the two replaces both. */
    expiresAt: future.nullable().optional(),
    accessHours: accessHours.nullable().optional(),
    maxUses: maxUses.optional(),
    linkDays: linkDays.optional(),
    sponsorId: id.optional(),
  })
  .refine((wish) => !wish.channels || !wish.channelIds, {
    message: "Send either channels or channelIds",
    path: ["channelIds"],
  })
  .refine((wish) => Object.values(wish).some((value) => value !== undefined), "Change something");
/** The channels are separated by commas. */
export const earlierQuery = z.object({
  channelIds: z
    .string()
    .max(20_000)
    .transform((list) => [...new Set(list.split(","))])
    .pipe(channelIds),
});
export const renewInviteInput = z.strictObject({ linkDays: linkDays.default(USUAL_LINK_DAYS) });
export const inviteMemberInput = z.strictObject({ role: z.enum(["member", "admin"]) });
export const demoteMemberInput = z
  .strictObject({
    /** The channels that they keep, if the same holds for all of them. */
    channelIds: channelIds.optional(),
    channels: invitedChannels.optional(),
    expiresAt: future.optional(),
    /** The user id of the member who answers for them from now on; without it, the admin who does it. */
    sponsorId: id.optional(),
  })
  .check(namesChannelsOnce)
  .transform(withChannels);
