import { z } from "zod";
import { emailDomain, future, id, searchText, workspaceSlug } from "./parts";
import { keepInvites, reason } from "./guests";
import { recordRangeQuery } from "./record";
import { workspaceQuery } from "./workspace";

/** Which guests are listed, written to a file, or changed at once. See `parts.ts` about unknown fields. */

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

export const GUEST_SORTS = ["name", "newest", "ends", "seen"] as const;
/** Without any of these, all guests are answered. An empty value counts as none. */
export const guestsQuery = workspaceQuery.extend({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: emptyAsNone(z.string().max(1_000)),
  q: emptyAsNone(searchText),
  status: z.enum(["active", "locked", "expired", "ending"]).optional(),
  channelId: id.optional(),
  sponsorId: id.optional(),
  domain: emailDomain.optional(),
  sort: z.enum(GUEST_SORTS).optional(),
});

const { from, to } = recordRangeQuery.shape;
/** The range is that of when the guests joined. */
export const guestsCsvQuery = guestsQuery.omit({ limit: true, cursor: true }).extend({ from, to });

function emptyAsNone<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value || undefined, schema.optional());
}
