import { z } from "zod";

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
  profile: z.object({ display_name: words, real_name: words, email: words }).catch({}).default({}),
});

export const slackChannel = z.object({
  id: slackId,
  name: z.string().min(1),
  created: z.int().min(0).max(9_999_999_999).catch(0),
  is_archived: z.boolean().catch(false),
  members: ids,
  topic: z.object({ value: z.string() }).catch({ value: "" }),
});

const reaction = z.object({ name: z.string(), users: ids });

export const slackMessage = z.object({
  type: z.literal("message"),
  subtype: words,
  ts,
  thread_ts: ts.optional().catch(undefined),
  user: slackId.optional().catch(undefined),
  bot_id: slackId.optional().catch(undefined),
  username: words,
  user_profile: z.object({ display_name: words, real_name: words }).optional().catch(undefined),
  bot_profile: z.object({ name: words }).optional().catch(undefined),
  text: z.string().catch(""),
  edited: z.object({ ts }).optional().catch(undefined),
  files: listOf(z.object({ name: words, title: words })),
  attachments: listOf(z.object({ fallback: words, text: words })),
  reactions: listOf(reaction),
});

export type SlackPerson = z.infer<typeof slackPerson>;
export type SlackChannel = z.infer<typeof slackChannel> & { visibility: "public" | "private" };
export type SlackMessage = z.infer<typeof slackMessage>;
