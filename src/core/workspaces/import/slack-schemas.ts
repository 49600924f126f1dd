import { z } from "zod";

/** The parts of an export that are read. What else Slack writes, or writes in another way, is left out. */

export const slackId = z.string().regex(/^[A-Z0-9]{1,32}$/);
const ts = z.string().regex(/^\d{10}\.\d{6}$/);
const words = z.string().optional().catch(undefined);

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
  members: z.array(z.string()).catch([]),
  topic: z.object({ value: z.string() }).catch({ value: "" }),
});

const reaction = z.object({ name: z.string(), users: z.array(z.string()) });

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
  files: z.array(z.object({ name: words, title: words })).catch([]),
  attachments: z.array(z.object({ fallback: words, text: words })).catch([]),
  reactions: z.array(reaction).catch([]),
});

export type SlackPerson = z.infer<typeof slackPerson>;
export type SlackChannel = z.infer<typeof slackChannel> & { visibility: "public" | "private" };
export type SlackMessage = z.infer<typeof slackMessage>;
