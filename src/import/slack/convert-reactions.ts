import { toEmoji } from "./to-emoji";

/**
 * Slack's reactions as ours, `{ emoji: [userId, …] }`. An emoji that the workspace made itself has no character and is
 * left out.
 * @param idOf the person behind one of Slack's ids; unknown people are left out
 * @param leaveOut is told how many reactions are left out, with the emoji's name in Slack
 */
export function convertReactions(
  reactions: { name: string; users: string[]; count?: number }[],
  idOf: (slackId: string) => string | undefined,
  leaveOut: (name: string, count: number) => void = () => undefined,
): Record<string, string[]> {
  const converted = new Map<string, Set<string>>();
  for (const { name, users, count = 0 } of reactions) {
    const emoji = toEmoji(name);
    const userIds = emoji ? users.flatMap((user) => idOf(user) ?? []) : [];
    // An export may list fewer people than have reacted.
    const left = Math.max(users.length, count) - userIds.length;
    if (left > 0) leaveOut(`:${name}:`, left);
    if (!emoji || userIds.length === 0) continue;
    const all = converted.get(emoji) ?? new Set();
    for (const userId of userIds) all.add(userId);
    converted.set(emoji, all);
  }
  return Object.fromEntries([...converted].map(([emoji, userIds]) => [emoji, [...userIds]]));
}
