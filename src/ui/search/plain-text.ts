import type { Person } from "@/lib/api-types";
import { toPlainText as spell } from "@/lib/markdown/plain-text";
import { type ChannelOf, UNKNOWN_NAME } from "@/lib/notification-text";

/** A message as plain text, with the names that its reader knows. */
export function toPlainText(
  body: string,
  people: Readonly<Record<string, Person>>,
  channelOf?: ChannelOf,
): string {
  const nameOf = (userId: string) => people[userId]?.name ?? UNKNOWN_NAME;
  return spell(body, { nameOf, ...(channelOf && { channelOf }) });
}
