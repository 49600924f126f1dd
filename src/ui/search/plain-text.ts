import type { Person } from "@/lib/api-types";
import { toPlainText as spell } from "@/lib/markdown/plain-text";
import { UNKNOWN_NAME } from "@/lib/notification-text";

/** A message as plain text, with the names that its reader knows. */
export function toPlainText(body: string, people: Readonly<Record<string, Person>>): string {
  return spell(body, { nameOf: (userId) => people[userId]?.name ?? UNKNOWN_NAME });
}
