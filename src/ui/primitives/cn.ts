import { type ClassValue, clsx } from "clsx";
import { keepResults } from "@/ui/keep-results";
import { CONFLICTS, groupOf } from "./class-groups";

/** The texts that the components of a page give are few. Those that vary without end would fill it. */
const mergeOnce = keepResults(merge, 500);

/**
 * Joins class names. Of two classes that set the same property under the same variants, the later one wins. What sets
 * what is in `class-groups.ts`; a class that is not in it stays as it is.
 */
export function cn(...classes: ClassValue[]): string {
  return mergeOnce(clsx(classes));
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
