import { type ClassValue, clsx } from "clsx";
import { CONFLICTS, groupOf } from "./class-groups";

const merged = new Map<string, string>();
/** The texts that the components of a page give are few. Those that vary without end would fill it. */
const MAX_MERGED = 500;

/**
 * Joins class names. Of two classes that set the same property under the same variants, the later one wins. What sets
 * what is in `class-groups.ts`; a class that is not in it stays as it is.
 */
export function cn(...classes: ClassValue[]): string {
  const text = clsx(classes);
  const known = merged.get(text);
  if (known !== undefined) return known;
  if (merged.size >= MAX_MERGED) merged.clear();
  const result = merge(text);
  merged.set(text, result);
  return result;
}

function merge(text: string): string {
  const overridden = new Set<string>();
  const kept: string[] = [];
  for (const name of text.split(" ").reverse()) {
    const [, variants = "", base = "", important = ""] = PARTS.exec(name) ?? [];
    const group = groupOf(base);
    const under = variants + important;
    if (group === undefined) kept.push(name);
    else if (!overridden.has(under + group)) {
      kept.push(name);
      for (const other of [group, ...(CONFLICTS[group] ?? [])]) overridden.add(under + other);
    }
  }
  return kept.reverse().join(" ");
}

/** The variants of a class with their colons (brackets in them may hold brackets), the class itself, and the `!` after it. */
const PARTS = /^((?:(?:\[(?:[^[\]]|\[[^\]]*\])*\]|[^:[\]])+:)*)(.*?)(!?)$/;
