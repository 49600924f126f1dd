import type { Mention } from "./nodes";

/**
 * One mention as the parser reads it: `<@userId>` is a person, `<!channel>` everyone in the channel, `<!here>` those of
 * them who are connected when it is sent. A text in `<@…>` that does not look like an id is not a mention, and stays as
 * it was typed. Only the parser knows where a mention stands: code and addresses may have the same characters. See
 * `mentions.ts`.
 */
export const MENTION = /<@([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})>|<!(channel|here)>/y;

export function toMention([, userId, group]: RegExpExecArray): Mention {
  if (userId !== undefined) return { kind: "person", userId };
  return { kind: group === "here" ? "here" : "everyone" };
}
