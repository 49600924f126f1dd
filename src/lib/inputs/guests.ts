import { z } from "zod";
import {
  accessHours,
  channelIds,
  channelsWith,
  email,
  future,
  guestHistory,
  id,
  moment,
  noControl,
  personName,
  workspaceSlug,
} from "./parts";

/** The bodies of requests about guests and those who ask for them. See `parts.ts` about unknown fields. */

const time = moment.transform((at) => at.toISOString());
/** A word of one person to another, on some lines, stored and shown. */
const word = z
  .string()
  .trim()
  .max(500, "At most 500 characters")
  .refine((text) => noControl(text.replaceAll("\n", "")), "These characters cannot be used here")
  .nullish()
  .transform((text) => text || undefined);
export const askForGuestInput = z.strictObject({
  email,
  name: personName.optional(),
  channelIds,
  reason: word,
  accessHours: accessHours.optional(),
});
export const approveRequestInput = z.strictObject({
  /** In place of those that were asked for. */
  channelIds: channelIds.optional(),
  /** In place of the time that was asked for; null for no end. */
  accessHours: accessHours.nullable().optional(),
});
export const declineRequestInput = z.strictObject({ reason: word });
export const promoteGuestInput = z.strictObject({ role: z.literal("member") });
export const keepInvites = z.boolean().optional();
export const changeGuestInput = z
  .strictObject({
    /** The whole new list; a guest has at least one channel. */
    channelIds: channelIds.optional(),
    /** The same with terms. What is absent of a channel that the guest has already stays as it is. */
    channels: channelsWith(
      z.strictObject({
        id,
        /** Or what was written from a time on. */
        history: z.union([guestHistory, time]).optional(),
        /** When the guest leaves the channel. Null: with the end of their whole access. */
        expiresAt: future.nullable().optional(),
      }),
    ).optional(),
    /** Null lifts the limit. */
    expiresAt: future.nullable().optional(),
    /** The user id of the member who answers for the guest. */
    sponsorId: id.optional(),
    /** Does not withdraw the invitations that could bring back what was taken away. */
    keepInvites,
  })
  .refine(({ channels, channelIds: ids }) => !channels || !ids, {
    message: "Use channels or channelIds, not both",
    path: ["channels"],
  });
export const handOverInput = z.strictObject({
  workspace: workspaceSlug,
  /** Which guests: these, or all of a sponsor. */
  match: z.union([
    z.strictObject({ ids: z.array(id).min(1, "Choose a guest").max(1_000) }),
    z.strictObject({ sponsorId: id }),
  ]),
  /** The user id of the member who answers for them from now on. */
  to: id,
});
export const removeGuestInput = z.strictObject({ keepInvites });
export const unlockGuestInput = z.strictObject({});
export const reason = z
  .string()
  .trim()
  .max(500, "At most 500 characters")
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "This reason cannot be used")
  .nullish()
  .transform((text) => text || undefined);
export const lockGuestInput = z.strictObject({ keepInvites, reason });
