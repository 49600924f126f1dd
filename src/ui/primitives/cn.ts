import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Without these names `text-meta` and `text-ink` would count as the same property. */
const merge = extendTailwindMerge({
  extend: { theme: { text: ["meta", "ui", "message", "title", "display"] } },
});

/** Joins class names; of two that set the same property the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
