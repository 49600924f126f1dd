import { MENTION } from "@/lib/notification-text";
import { toTokens } from "./mention-text";

/**
 * The names of those whom a text mentions and from whom it will be hidden.
 * @param namedPeople user ids by name; read only if there is anybody from whom it is hidden
 */
export function findUnreached(
  text: string,
  namedPeople: () => ReadonlyMap<string, string>,
  hiddenFrom: ReadonlySet<string> | null,
): string[] {
  if (!hiddenFrom || hiddenFrom.size === 0 || !text.includes("@")) return [];
  const named = namedPeople();
  const mentioned = new Set(
    Array.from(toTokens(text, named, false).matchAll(MENTION), ([, id]) => id),
  );
  return [...named]
    .filter(([, id]) => mentioned.has(id) && hiddenFrom.has(id))
    .map(([name]) => name);
}
