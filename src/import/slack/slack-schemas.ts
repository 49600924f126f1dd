import { z } from "zod";
import { hasVisible } from "@/lib/visible-text";

/** The parts of an export that are read. Anything else, or anything in another form, is left out. */

export const slackId = z.string().regex(/^[A-Z0-9]{1,32}$/);
const ts = z.string().regex(/^\d{10}\.\d{6}$/);
const words = z.string().optional().catch(undefined);

/** Slack attaches at most a hundred things to a line. */
const MAX_PARTS = 1_000;
/**
 * The valid items of a list. The list is never refused as a whole: errors for all its items would cost more than the
 * items.
 */
const listOf = <T extends z.ZodType>(schema: T) =>
  z
    .array(z.unknown())
    .transform((all): z.infer<T>[] =>
      all.slice(0, MAX_PARTS).flatMap((one) => schema.safeParse(one).data ?? []),
    )
    .catch([]);
const ids = z
  .array(z.unknown())
  .transform((all) => all.filter((one) => typeof one === "string"))
  .catch([]);

export const slackPerson = z.object({
  id: slackId,
  name: words,
  real_name: words,
  is_bot: z.boolean().optional().catch(undefined),
  profile: z
    .object({ display_name: words, real_name: words, email: words, bot_id: words })
    .catch({})
    .default({}),
});

const channelFields = z.object({
  id: slackId,
  name: z.string().catch(""),
  created: z.int().min(0).max(9_999_999_999).catch(0),
  is_archived: z.boolean().catch(false),
  members: ids,
  topic: z.object({ value: z.string() }).catch({ value: "" }),
});
/** A channel without a name is called by its id, as its folder is. */
export const slackChannel = channelFields.transform((one) => {
  return { ...one, name: hasVisible(one.name) ? one.name : one.id };
});

/** A direct conversation, of two people or more. */
export const talk = z.object({ id: slackId, name: words });

const reaction = z.object({ name: z.string(), users: ids, count: z.int().min(0).catch(0) });

const file = z.object({
  name: words,
  title: words,
  mode: words,
  /** The words of a post or a snippet. */
  plain_text: words,
  preview: words,
  initial_comment: z
    .object({ user: slackId.optional().catch(undefined), comment: words })
    .optional()
    .catch(undefined),
});

/** What programs and links attach. Blocks have many forms and are read where they are converted. */
const attachment = z.object({
  fallback: words,
  pretext: words,
  author_name: words,
  author_id: words,
  author_subname: words,
  title: words,
  title_link: words,
  text: words,
  footer: words,
  image_url: words,
  from_url: words,
  is_share: z.boolean().optional().catch(undefined),
  is_msg_unfurl: z.boolean().optional().catch(undefined),
  fields: listOf(z.object({ title: words, value: words })),
  blocks: listOf(z.unknown()),
  message_blocks: listOf(z.object({ message: z.object({ blocks: listOf(z.unknown()) }) })),
  files: listOf(file),
});

export const slackMessage = z.object({
  type: z.literal("message"),
  subtype: words,
  ts,
  thread_ts: ts.optional().catch(undefined),
  reply_count: z.int().catch(0),
  user: slackId.optional().catch(undefined),
  bot_id: slackId.optional().catch(undefined),
  username: words,
  user_profile: z
    .object({ display_name: words, real_name: words, name: words })
    .optional()
    .catch(undefined),
  bot_profile: z.object({ name: words }).optional().catch(undefined),
  text: z.string().catch(""),
  edited: z.object({ ts }).optional().catch(undefined),
  /** A comment on a file, and the file, as Slack wrote them until 2018. */
  comment: z
    .object({ user: slackId.optional().catch(undefined), comment: words })
    .optional()
    .catch(undefined),
  file: file.optional().catch(undefined),
  files: listOf(file),
  blocks: listOf(z.unknown()),
  attachments: listOf(attachment),
  reactions: listOf(reaction),
});

export type SlackPerson = z.infer<typeof slackPerson>;
export type SlackChannel = z.infer<typeof slackChannel> & { visibility: "public" | "private" };
export type SlackMessage = z.infer<typeof slackMessage>;
export type SlackAttachment = z.infer<typeof attachment>;
export type SlackFile = z.infer<typeof file>;
