import { z } from "zod";
import { AUDIT_KINDS } from "@/lib/audit-kinds";
import {
  accessHours,
  channelIds,
  channelsWith,
  domains,
  email,
  future,
  guestHistory,
  hasUsualYear,
  id,
  line,
  moment,
  noControl,
  password,
  personName,
  searchText,
  UNUSUAL_YEAR,
  workspaceSlug,
} from "./input-parts";

/**
 * The bodies and queries of the HTTP API.
 *
 * **Unknown fields.** A body that decides who gets in, who reads, or how long somebody's access lasts is a
 * `strictObject`: an unknown field is refused by its name. A misspelled end must not make a guest without an end. A
 * field that the API will have one day is also refused until it does something: an invitation "for certain domains"
 * that lets in everybody would be worse than none. All other bodies ignore unknown fields. While nodes are updated one
 * after the other, a page from a newer node sends its messages to an older one. And browsers put more into a push
 * subscription than is asked for.
 */

const workspace = z.object({
  name: line(60, "Enter a name for the workspace"),
  slug: z
    .string()
    .min(2, "Use 2 to 40 letters, digits and hyphens")
    .max(40, "Use 2 to 40 letters, digits and hyphens")
    .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "Use small letters, digits and hyphens"),
});
/** Read first: somebody who does not have the code must not learn what else is wrong. */
export const setUpCodeInput = z.looseObject({ code: z.unknown().optional() });
export const setUpInput = z.object({ name: personName, email, password, workspace });
export const newWorkspaceInput = workspace;
export const accountInput = z.strictObject({ name: personName, email, password });
/** Somebody who is signed in need not send anything. A page from before they signed in may still send the form. */
export const acceptInput = accountInput.partial();
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
export const changeMemberInput = z.strictObject({ role: z.enum(["owner", "admin", "member"]) });
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
export const leaveInput = z.strictObject({});
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
export const drillInput = z.strictObject({ workspace: workspaceSlug });
export const workspaceQuery = z.object({ workspace: workspaceSlug });
export const auditQuery = workspaceQuery.extend({
  cursor: z.preprocess((cursor) => cursor || undefined, id.optional()),
  kind: z.enum(AUDIT_KINDS).optional(),
  target: id.optional(),
  q: searchText.optional(),
});

/** A moment, or a day in UTC. */
const momentOrDay = (ofDay: (day: string) => string) =>
  z.preprocess(
    (text) => text || undefined,
    z
      .union([z.iso.datetime({ offset: true }), z.iso.date().transform(ofDay)])
      .transform((text) => new Date(text))
      .refine(hasUsualYear, UNUSUAL_YEAR)
      .optional(),
  );
/** The beginning of a range, and its end: a moment is not in it any more, a day is. */
export const recordRangeQuery = workspaceQuery.extend({
  from: momentOrDay((day) => `${day}T00:00:00Z`),
  to: momentOrDay((day) => `${day}T24:00:00Z`),
});
export const workspaceSettingsInput = z.strictObject({
  name: workspace.shape.name.optional(),
  guestDirect: z.boolean().optional(),
  guestHistory: guestHistory.optional(),
  /** Null lifts the limit. */
  guestMaxDays: z
    .int()
    .min(1)
    .max(366 * 5)
    .nullable()
    .optional(),
  guestDomains: domains.optional(),
  memberRequests: z.boolean().optional(),
  whenSponsorLeaves: z.enum(["ask", "lock"]).optional(),
  guestTakeout: z.boolean().optional(),
  showSponsorEmail: z.boolean().optional(),
});
