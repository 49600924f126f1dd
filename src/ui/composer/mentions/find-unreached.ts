import { findMentions, toToken } from "./mention-text";
import type { Written } from "./places";
import type { NameFinder } from "./typed-names";

/** The names, as they are written, of those whom a text mentions and from whom it will be hidden. */
export function findUnreached(
  written: Written,
  names: NameFinder,
  hiddenFrom: ReadonlySet<string> | null,
): string[] {
  if (!hiddenFrom || hiddenFrom.size === 0) return [];
  const blind = new Set([...hiddenFrom].map(toToken));
  const unreached = findMentions(written, names).filter(({ token }) => blind.has(token));
  const byToken = new Map(
    unreached.map(({ token, start, end }) => [token, written.text.slice(start + 1, end)]),
  );
  return [...byToken.values()];
}
