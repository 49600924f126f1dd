import { z } from "zod";
import { AUDIT_KINDS } from "@/lib/audit-kinds";
import {
  noControl,
  line,
  id,
  workspaceSlug,
  email,
  password,
  personName,
  searchText,
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
/** The domain of an address, such as `client.example`. */
const emailDomain = z
  .string()
  .trim()
  .max(253, "At most 253 characters")
  .toLowerCase()
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "Enter a domain, such as client.example",
  );
const domains = z
  .array(emailDomain)
  .max(50, "At most 50 domains")
  .transform((all) => [...new Set(all)]);
const future = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const channelIds = z.array(id).min(1, "Choose at least one channel").max(200);
/** What a guest gets of a channel. Without `history`, it is as the workspace has chosen. */
const invitedChannel = z.strictObject({
  id,
  history: z.enum(["all", "joining"]).optional(),
  expiresAt: future.optional(),
});
const invitedChannels = z
  .array(invitedChannel)
  .min(1, "Choose at least one channel")
  .max(200)
  .refine(
    (channels) => new Set(channels.map((one) => one.id)).size === channels.length,
    "Name each channel once",
  );

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
const toChannels = ({ channelIds, channels }: GivenChannels): z.infer<typeof invitedChannels> =>
  channels ?? [...new Set(channelIds)].map((id) => ({ id }));
const accessHours = z
  .int()
  .min(1)
  .max(24 * 366 * 5);
const maxUses = z.int().min(1).max(1000);
/** How long a link works that nobody uses. */
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
    domains: domains.refine((all) => all.length > 0, "Name at least one domain").optional(),
    /** When access ends. Or `accessHours` after the acceptance; or, with neither, when the workspace's limit is reached. */
    expiresAt: future.optional(),
    accessHours: accessHours.optional(),
    maxUses: maxUses.default(1),
    linkDays: linkDays.default(14),
    /** The member who answers for the guests who come by it: their user id. Without it, the person who invites. */
    sponsorId: id.optional(),
  })
  .check(namesChannelsOnce)
  .transform(({ channelIds: ids, channels, ...terms }) => ({
    ...terms,
    channels: toChannels({ channelIds: ids, channels }),
  }));
/** `channelIds` keeps the terms of the channels that stay; `channels` is all of them anew. Null takes a limit away. */
export const changeInviteInput = z
  .strictObject({
    channelIds: channelIds.optional(),
    channels: invitedChannels.optional(),
    domains: domains
      .refine((all) => all.length > 0, "Name at least one domain")
      .nullable()
      .optional(),
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
export const renewInviteInput = z.strictObject({ linkDays: linkDays.default(14) });
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
export const inviteMemberInput = z.strictObject({ role: z.enum(["member", "admin"]) });
export const changeMemberInput = z.strictObject({ role: z.enum(["owner", "admin", "member"]) });
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
  .transform(({ channelIds: ids, channels, ...terms }) => ({
    ...terms,
    channels: toChannels({ channelIds: ids, channels }),
  }));
export const promoteGuestInput = z.strictObject({ role: z.literal("member") });
const keepInvites = z.boolean().optional();
export const changeGuestInput = z.strictObject({
  /** The whole new list; a guest has at least one channel. */
  channelIds: channelIds.optional(),
  /** Null lifts the limit. */
  expiresAt: future.nullable().optional(),
  /** The user id of the member who answers for the guest. */
  sponsorId: id.optional(),
  /** Does not withdraw the invitations that could bring a removed channel back. */
  keepInvites,
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
const reason = z
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
      .refine((moment) => moment.getUTCFullYear() > 0, "There is no year 0")
      .optional(),
  );
/** The beginning of a range, and its end: a moment is not in it any more, a day is. */
export const recordRangeQuery = workspaceQuery.extend({
  from: momentOrDay((day) => `${day}T00:00:00Z`),
  to: momentOrDay((day) => `${day}T24:00:00Z`),
});
/** So many guests may be changed at once. Each takes an entry in Postgres's lock table, which has some thousands. */
export const MAX_GUESTS_AT_ONCE = 2_000;
/** Which guests. A misspelled choice must not become another one, so there is exactly one. */
const guestMatch = z
  .strictObject({
    ids: z
      .array(id)
      .min(1, "Choose at least one guest")
      .max(MAX_GUESTS_AT_ONCE, `At most ${MAX_GUESTS_AT_ONCE} guests at once`)
      .optional(),
    /** The domain of their address, compared whole. */
    domain: emailDomain.optional(),
    channelId: id.optional(),
    sponsorId: id.optional(),
    all: z.literal(true).optional(),
  })
  .refine(
    (match) => Object.values(match).filter((value) => value !== undefined).length === 1,
    "Choose the guests in exactly one way: ids, domain, channelId, sponsorId or all",
  );
export const bulkGuestsInput = z
  .strictObject({
    workspace: workspaceSlug,
    action: z.enum(["revoke", "restore", "extend", "remove"]),
    match: guestMatch,
    /** What those who are cut off are told. */
    reason,
    /** For `extend`: the end of their access. Null lifts the limit. */
    expiresAt: future.nullable().optional(),
    keepInvites,
    /** Changes nothing, and answers who is concerned. */
    preview: z.boolean().optional(),
  })
  .refine((wish) => wish.action === "extend" || wish.expiresAt === undefined, {
    message: "Only extend takes an end",
    path: ["expiresAt"],
  })
  .refine((wish) => wish.action !== "extend" || wish.preview || wish.expiresAt !== undefined, {
    message: "Say when their access ends",
    path: ["expiresAt"],
  });
export const workspaceSettingsInput = z.strictObject({
  name: workspace.shape.name.optional(),
  guestDirect: z.boolean().optional(),
  guestHistory: z.enum(["all", "joining"]).optional(),
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
});
