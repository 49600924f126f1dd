import { cn } from "@/ui/primitives/cn";

/** A number as it is shown. Nobody needs to know it exactly above 99. */
export function shortCount(count: number): string {
  return count > 99 ? "99+" : String(count);
}

/** The number of unread messages, at the right of a line in the sidebar. */
export function Count({ count, word, loud }: { count: number; word: string; loud: boolean }) {
  return (
    <span
      className={cn(
        "nums min-w-5 rounded-full px-1.5 text-center font-semibold text-[11px]/5",
        loud ? "bg-accent text-on-accent" : "bg-hover text-ink-soft ring-1 ring-line",
      )}
    >
      {shortCount(count)}
      <span className="sr-only"> {word}</span>
    </span>
  );
}
