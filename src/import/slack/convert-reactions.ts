import { toEmoji } from "./to-emoji";

/**
 * Slack's reactions as ours, `{ emoji: [userId, …] }`. An emoji that the workspace made itself has no character and is
 * left out.
 * @param idOf the person behind one of Slack's ids; unknown people are left out
 */
export function convertReactions(
  reactions: { name: string; users: string[] }[],
  idOf: (slackId: string) => string | undefined,
): Record<string, string[]> {
  const converted = new Map<string, Set<string>>();
  for (const { name, users } of reactions) {
    const emoji = toEmoji(name);
    const userIds = users.flatMap((user) => idOf(user) ?? []);
    if (!emoji || userIds.length === 0) continue;
    const all = converted.get(emoji) ?? new Set();
    for (const userId of userIds) all.add(userId);
    converted.set(emoji, all);
  }
  return Object.fromEntries([...converted].map(([emoji, userIds]) => [emoji, [...userIds]]));
}
