import { z } from "zod";
import { readMarks, WRITTEN_MARKS, WRITTEN_REVISIONS } from "@/lib/marks";
import { fileIds, messageBody } from "@/lib/socket-events";
import { isZone } from "@/lib/start-of-day";
import { isUnseenFileName } from "@/lib/visible-text";
import { id, line, noControl, searchText, seq } from "./parts";

/** The bodies and queries about channels, messages and what a reader is told. See `parts.ts` about unknown fields. */

export const newChannelInput = z.strictObject({
  name: line(80, "Enter a name for the channel"),
  visibility: z.enum(["public", "private"]),
  topic: z.string().trim().max(250, "At most 250 characters").refine(noControl).optional(),
});
export const pageQuery = z
  .object({
    before: seq.optional(),
    after: seq.optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  })
  .refine((query) => query.before === undefined || query.after === undefined, {
    message: "Use before or after, not both",
    path: ["after"],
  });
export const newMessageInput = z.object({
  body: messageBody,
  clientId: z.uuid().optional(),
  parentId: id.nullish(),
  fileIds,
});
export const changeChannelInput = z
  .strictObject({
    name: newChannelInput.shape.name.optional(),
    topic: newChannelInput.shape.topic,
    archived: z.boolean().optional(),
  })
  .refine((wish) => Object.values(wish).some((value) => value !== undefined), "Change something");
export const membershipInput = z.object({
  muted: z.boolean().optional(),
  starred: z.boolean().optional(),
  /** Everything from this message on counts as unread. It may also move backwards. */
  unreadFrom: z.int().min(1).max(2_147_483_647).optional(),
  /** Replies in followed threads that count as not seen again. As many as `unseenReplies` of a channel may list. */
  unseen: z
    .array(z.object({ threadId: id, seq: z.int().min(1).max(2_147_483_647) }))
    .max(100)
    .optional(),
});
export const uploadQuery = z.object({
  name: z
    .string()
    .min(1, { error: "Give the file a name", abort: true })
    .max(255, "At most 255 characters")
    .refine((name) => !isUnseenFileName(name), "Give the file a name that can be seen"),
});
export const userInput = z.strictObject({ userId: id });
export const directInput = z.strictObject({ userIds: z.array(id).min(1).max(20) });
export const followInput = z.object({ following: z.boolean() });
export const threadQuery = z.object({ after: seq.optional() });
export const threadsQuery = z.object({ cursor: id.optional() });
export const searchQuery = z.object({
  q: searchText.min(1, "Search for something"),
  cursor: id.optional(),
  /** The reader's time zone, such as `Europe/Berlin`: `before:` and `after:` mean days there. */
  zone: z.string().max(100).refine(isZone, "Not a time zone").optional(),
});
/** What a page that asks again already knows, so that it is sent only the rest. */
const marksWritten = (as: RegExp) =>
  z.string().regex(as, "Not what a page knows").transform(readMarks).optional();
export const knownChannels = marksWritten(WRITTEN_MARKS);
export const knownRevisions = marksWritten(WRITTEN_REVISIONS);
export const knownPeople = z.string().max(20).optional();
export const notificationsInput = z.object({ notifyFor: z.enum(["all", "mentions", "nothing"]) });
const endpoint = z.string().min(1).max(2048).refine(noControl, "Not an endpoint");
export const endpointInput = z.object({ endpoint });
export const subscriptionInput = z.object({
  endpoint,
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{87}$/, "Not a key of a browser"),
    auth: z.string().regex(/^[\w-]{22}$/, "Not a secret of a browser"),
  }),
});
